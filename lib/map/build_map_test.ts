import { assertEquals } from "@std/assert/equals";
import {
  BORDER_INSTANCES,
  madeListener,
  madeMapInstance,
  madeRoute,
} from "../../tests/unit/made_map.ts";
import { buildMap } from "./build_map.ts";
import type { MapInstance } from "./mail_map.ts";

/** `from -> to at (parameter)`, `~>` where it is assumed. */
function arrows(instances: readonly MapInstance[]): string[] {
  return buildMap(instances).arrows.map(({ from, to, at, label, assumed }) =>
    `${from} ${assumed ? "~>" : "->"} ${to} ${at} (${label})`
      .replace(/ {2}/, " ")
  );
}

Deno.test("buildMap() joins instances and filter when it is the border mail server", () => {
  assertEquals(arrows(BORDER_INSTANCES), [
    "/etc/postfix -> [hub] (relayhost)",
    "postfix-out -> the recipient's domain (default_transport)",
    "postfix-in -> filter 127.0.0.1:10025 127.0.0.1:10025 (content_filter)",
    "postfix-in -> the recipient's domain (default_transport)",
    "filter 127.0.0.1:10025 ~> postfix-out 127.0.0.1:10026 ()",
  ]);
});

Deno.test("buildMap() leads straight to an instance when the relay host is one", () => {
  const target = { host: "localhost", port: "25" };
  assertEquals(
    arrows([
      madeMapInstance("a", {
        routes: [madeRoute("relayhost", { nextHop: "x", target })],
      }),
      madeMapInstance("b", { listeners: [madeListener("loopback", "25")] }),
    ]),
    ["a -> b loopback:25 (relayhost)"],
  );
});

Deno.test("buildMap() takes for a filter what else is on this host when all mail goes there", () => {
  const target = { host: "127.0.0.1", port: "10025" };
  const nextHop = "[127.0.0.1]:10025";
  const [, output] = BORDER_INSTANCES;
  const input = madeMapInstance("in", {
    routes: [madeRoute("default_transport", { nextHop, target })],
  });
  assertEquals(arrows(output ? [output, input] : []).slice(1), [
    "in -> filter 127.0.0.1:10025 127.0.0.1:10025 (default_transport)",
    "filter 127.0.0.1:10025 ~> postfix-out 127.0.0.1:10026 ()",
  ]);
});

Deno.test("buildMap() assumes nothing when two listeners could take what a filter sends", () => {
  const [, out, input] = BORDER_INSTANCES;
  const other = madeMapInstance("other", {
    listeners: [madeListener("loopback", "10030")],
  });
  assertEquals(
    arrows([...(out && input ? [out, input] : []), other])
      .filter((line) => line.includes("~>")),
    [],
  );
});

Deno.test("buildMap() assumes no filter that would get back what it gives away", () => {
  const [, , input] = BORDER_INSTANCES;
  const nextHop = "[127.0.0.1]:10099";
  const target = { host: "127.0.0.1", port: "10099" };
  const output = madeMapInstance("out", {
    listeners: [madeListener("127.0.0.1", "10026")],
    routes: [madeRoute("relayhost", { nextHop, target })],
  });
  assertEquals(arrows([output, ...(input ? [input] : [])]), [
    "out -> filter 127.0.0.1:10099 127.0.0.1:10099 (relayhost)",
    "postfix-in -> filter 127.0.0.1:10025 127.0.0.1:10025 (content_filter)",
    "postfix-in -> the recipient's domain (default_transport)",
    "filter 127.0.0.1:10025 ~> out 127.0.0.1:10026 ()",
  ]);
});

Deno.test("buildMap() names the override when a service has a filter of its own", () => {
  const instance = madeMapInstance("a", {
    routes: [madeRoute("content_filter", {
      service: "587/inet",
      transport: "spam",
      kind: "filter",
    })],
  });
  assertEquals(arrows([instance]), [
    "a -> filter spam (content_filter of 587/inet)",
  ]);
});

Deno.test("buildMap() draws no arrow when mail stays or is refused", () => {
  const routes = [
    madeRoute("local_transport", { kind: "local" }),
    madeRoute("default_transport", { kind: "refused" }),
  ];
  assertEquals(arrows([madeMapInstance("a", { routes })]), []);
});
