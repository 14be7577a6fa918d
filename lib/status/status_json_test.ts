import { assertEquals } from "@std/assert";
import { madeSecondary } from "../../tests/unit/made_instance.ts";
import { madeStatus } from "../../tests/unit/made_status.ts";
import { formatJsonStatus } from "./status_json.ts";

const NO_MAIL = {
  maildrop: 0,
  incoming: 0,
  active: 0,
  deferred: 0,
  hold: 0,
  corrupt: 0,
};

Deno.test("formatJsonStatus() has one object per line with all figures", () => {
  const lines = formatJsonStatus([
    madeStatus({
      instance: madeSecondary("postfix-in", { group: "mta", enabled: true }),
      master: { isRunning: true, pid: 812, sinceMs: 1_000_500 },
      endpoints: ["*:25"],
      messages: { deferred: 12_345_678 },
      diskBytes: 81_921,
    }),
    madeStatus({}),
  ]).split("\n");
  assertEquals(lines.length, 3);
  assertEquals(lines.pop(), "");
  assertEquals(lines.map((line) => JSON.parse(line)), [
    {
      name: "postfix-in",
      group: "mta",
      enabled: "y",
      config_directory: "/etc/postfix-in",
      queue_directory: "/var/spool/postfix-in",
      running: true,
      pid: 812,
      since: "1970-01-01T00:16:40.500Z",
      endpoints: ["*:25"],
      messages: { ...NO_MAIL, deferred: 12_345_678 },
      disk_bytes: 81_921,
    },
    {
      name: "-",
      group: "-",
      enabled: "y",
      config_directory: "/etc/postfix",
      queue_directory: "/var/spool/postfix",
      running: false,
      pid: null,
      since: null,
      endpoints: [],
      messages: NO_MAIL,
      disk_bytes: 0,
    },
  ]);
});

Deno.test("formatJsonStatus() has null for what could not be seen", () => {
  const { running, endpoints, messages, disk_bytes } = JSON.parse(
    formatJsonStatus([madeStatus({
      master: { isRunning: undefined, pid: undefined, sinceMs: undefined },
      endpoints: undefined,
      messages: undefined,
      diskBytes: undefined,
    })]),
  );
  assertEquals([running, endpoints, disk_bytes], [null, null, null]);
  assertEquals(new Set(Object.values(messages)), new Set([null]));
  assertEquals(Object.keys(messages), Object.keys(NO_MAIL));
});

Deno.test("formatJsonStatus() and an empty selection give nothing", () => {
  assertEquals(formatJsonStatus([]), "");
});
