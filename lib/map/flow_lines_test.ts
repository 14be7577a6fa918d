import { assertEquals } from "@std/assert/equals";
import {
  madeBorderMap,
  madeListener,
  madeMapInstance,
  madeRoute,
} from "../../tests/unit/made_map.ts";
import { buildMap } from "./build_map.ts";
import { flowLines } from "./flow_lines.ts";
import type { MailMap } from "./mail_map.ts";

function ways(map: MailMap): string[] {
  return flowLines(map).map((way) => way.map(({ text }) => text).join(" > "));
}

Deno.test("flowLines() goes through the filter when it is the border mail server", () => {
  assertEquals(ways(madeBorderMap()), [
    "sendmail > /etc/postfix > [hub]",
    "outside > postfix-in *:25 > filter 127.0.0.1:10025 > " +
    "postfix-out 127.0.0.1:10026 > the recipient's domain",
  ]);
});

Deno.test("flowLines() ends when instances send to each other in a circle", () => {
  const to = (port: string) =>
    madeRoute("relayhost", {
      nextHop: "x",
      target: { host: "127.0.0.1", port },
    });
  const map = buildMap([
    madeMapInstance("a", {
      submitters: "root",
      listeners: [madeListener("loopback", "1")],
      routes: [to("2")],
    }),
    madeMapInstance("b", {
      listeners: [madeListener("loopback", "2")],
      routes: [to("1")],
    }),
  ]);
  assertEquals(ways(map), [
    "sendmail > a > b loopback:2 > a loopback:1 > b loopback:2 > ... (a loop)",
  ]);
});

Deno.test("flowLines() ends at the instance when mail goes nowhere from there", () => {
  const map = buildMap([
    madeMapInstance("a", { listeners: [madeListener("*", "25")] }),
  ]);
  assertEquals(ways(map), ["outside > a *:25"]);
});

Deno.test("flowLines() is empty when no instance takes mail", () => {
  assertEquals(ways(buildMap([madeMapInstance("a")])), []);
});
