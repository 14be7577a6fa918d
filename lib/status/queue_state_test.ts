import { assertEquals, assertMatch } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { withResource } from "../sys/with_resource.ts";
import { readQueueState } from "./queue_state.ts";

const NONE = {
  maildrop: 0,
  incoming: 0,
  active: 0,
  deferred: 0,
  hold: 0,
  corrupt: 0,
};

const FILES: readonly (readonly [
  title: string,
  files: readonly string[],
  counts: Readonly<Record<string, number>>,
])[] = [
  ["nothing in a new queue directory", [], {}],
  ["messages in a plain queue", ["hold/A1", "hold/A2"], { hold: 2 }],
  [
    "messages in hash directories of any depth",
    ["deferred/A/A1", "deferred/B/B1", "deferred/B/C/BC1"],
    { deferred: 3 },
  ],
  [
    "one message in each queue",
    Object.keys(NONE).map((queue) => `${queue}/A1`),
    Object.fromEntries(Object.keys(NONE).map((queue) => [queue, 1])),
  ],
  [
    "no delivery logs, sockets' places and jails",
    ["defer/A/A1", "bounce/A1", "trace/A1", "pid/master.pid", "etc/hosts"],
    {},
  ],
];

for (const [title, files, counts] of FILES) {
  Deno.test(`readQueueState() counts ${title}`, () => {
    withResource(tempDirectory(), ({ path, write, makeDirectory }) => {
      makeDirectory("q/active");
      for (const file of files) write(`q/${file}`, "x");
      const troubles: string[] = [];
      const { messages } = readQueueState(`${path}/q`, (text) => {
        troubles.push(text);
      });
      assertEquals(messages, { ...NONE, ...counts });
      assertEquals(troubles, []);
    });
  });
}

Deno.test("readQueueState() tells once that there is no queue directory", () => {
  const troubles: string[] = [];
  const { messages, diskBytes } = readQueueState("/no/such/queue", (text) => {
    troubles.push(text);
  });
  assertEquals(troubles, ["/no/such/queue: there is no such directory"]);
  assertEquals(diskBytes, undefined);
  assertEquals(new Set(Object.values(messages)), new Set([undefined]));
});

Deno.test("readQueueState() leaves one queue open that cannot be looked at", () => {
  withResource(tempDirectory(), ({ path, write }) => {
    write("q/hold/A1", "x");
    // A link to itself: ELOOP, for root as well.
    Deno.symlinkSync("active", `${path}/q/active`);
    const troubles: string[] = [];
    const { messages, diskBytes } = readQueueState(`${path}/q`, (text) => {
      troubles.push(text);
    });
    assertEquals(messages, { ...NONE, hold: 1, active: undefined });
    assertEquals(diskBytes, undefined);
    assertEquals(troubles.length, 1);
    assertMatch(troubles[0] ?? "", /\/q\/active: Too many levels/);
  });
});
