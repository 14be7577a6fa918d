import { assertEquals } from "@std/assert/equals";
import {
  madeBorderMap,
  madeListener,
  madeMapInstance,
  madeRoute,
} from "../../tests/unit/made_map.ts";
import { buildMap } from "./build_map.ts";
import { mailPaths } from "./mail_paths.ts";
import type { MailMap, MapInstance } from "./mail_map.ts";

function ways(map: MailMap): string[] {
  return mailPaths(map).map((way) => way.map(({ text }) => text).join(" > "));
}

Deno.test("mailPaths() goes through the filter when it is the border mail server", () => {
  assertEquals(ways(madeBorderMap()), [
    "sendmail > /etc/postfix > [hub]",
    "outside > postfix-in *:25 > filter 127.0.0.1:10025 > " +
    "postfix-out 127.0.0.1:10026 > the recipient's domain",
  ]);
});

Deno.test("mailPaths() ends when instances send to each other in a circle", () => {
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

Deno.test("mailPaths() ends at the instance when mail goes nowhere from there", () => {
  const map = buildMap([
    madeMapInstance("a", { listeners: [madeListener("*", "25")] }),
  ]);
  assertEquals(ways(map), ["outside > a *:25"]);
});

Deno.test("mailPaths() is empty when no instance takes mail", () => {
  assertEquals(ways(buildMap([madeMapInstance("a")])), []);
});

/** One instance that filters what it takes, but for what comes back on port 3. */
function filtering(change: Partial<MapInstance> = {}): MailMap {
  const target = { host: "127.0.0.1", port: "2" };
  return buildMap([
    madeMapInstance("a", {
      submitters: "root",
      listeners: [madeListener("*", "25"), madeListener("127.0.0.1", "3")],
      ownFilters: new Map([["127.0.0.1:3/inet", ["content_filter"]]]),
      routes: [
        madeRoute("content_filter", { nextHop: "[127.0.0.1]:2", target }),
        madeRoute("default_transport"),
      ],
      ...change,
    }),
  ]);
}

const BACK = "filter 127.0.0.1:2 > a 127.0.0.1:3 > the recipient's domain";

Deno.test("mailPaths() goes through a filter once when it sends back to the same instance", () => {
  assertEquals(ways(filtering()), [
    `outside > a *:25 > ${BACK}`,
    `sendmail > a > ${BACK}`,
  ]);
});

Deno.test("mailPaths() leaves out the filter when the service that takes the mail has none", () => {
  const pickup = ["pickup/unix", ["content_filter"]] as const;
  const back = ["127.0.0.1:3/inet", ["content_filter"]] as const;
  assertEquals(ways(filtering({ ownFilters: new Map([pickup, back]) })), [
    `outside > a *:25 > ${BACK}`,
    "sendmail > a > the recipient's domain",
  ]);
});

Deno.test("mailPaths() takes the filter of the service that takes the mail", () => {
  const target = { host: "127.0.0.1", port: "2" };
  const change = {
    ownFilters: new Map([["*:25/inet", ["smtpd_proxy_filter"]]]),
    routes: [
      madeRoute("smtpd_proxy_filter", { service: "*:25/inet", target }),
      madeRoute("default_transport"),
    ],
  };
  assertEquals(ways(filtering(change)), [
    `outside > a *:25 > ${BACK}`,
    "sendmail > a > the recipient's domain",
  ]);
});
