import { assertEquals } from "@std/assert/equals";
import {
  formatEndpoint,
  isAt,
  listeningEndpoints,
  nextHopEndpoint,
  parsePortNames,
} from "./endpoint.ts";

const PORTS = parsePortNames("# x\nfilter 10025/tcp scan\nfilter 1/udp\n");

const LISTENING: readonly (readonly [string, string[], string[]])[] = [
  ["smtp", ["all"], ["*:25"]],
  ["smtp", ["loopback-only"], ["loopback:25"]],
  ["10026", ["127.0.0.1", "[::1]"], ["127.0.0.1:10026", "[::1]:10026"]],
  ["127.0.0.1:filter", ["all"], ["127.0.0.1:10025"]],
  ["[::1]:scan", ["all"], ["[::1]:10025"]],
  ["::1:smtp", ["all"], ["[::1]:25"]],
  ["strange", ["all"], ["*:strange"]],
];

for (const [name, interfaces, wanted] of LISTENING) {
  Deno.test(`listeningEndpoints() gives ${wanted} when the service is ${name}`, () => {
    const found = listeningEndpoints(name, { interfaces, ports: PORTS });
    assertEquals(found.map(formatEndpoint), wanted);
  });
}

const HOPS: readonly (readonly [string, string | undefined])[] = [
  ["example.com", "example.com:25"],
  ["[example.com]", "example.com:25"],
  ["[127.0.0.1]:10025", "127.0.0.1:10025"],
  ["127.0.0.1:filter", "127.0.0.1:10025"],
  ["[::1]:lmtp", "[::1]:24"],
  ["inet:localhost:24", "localhost:24"],
  ["unix:/run/lmtp", undefined],
];

for (const [hop, wanted] of HOPS) {
  Deno.test(`nextHopEndpoint() gives ${wanted} when the next hop is ${hop}`, () => {
    const found = nextHopEndpoint(hop, PORTS);
    assertEquals(found && formatEndpoint(found), wanted);
  });
}

const MEETINGS: readonly (readonly [string, string, boolean])[] = [
  ["127.0.0.1", "127.0.0.1", true],
  ["127.0.0.1", "*", true],
  ["127.0.0.1", "loopback", true],
  ["localhost", "127.0.0.1", true],
  ["127.0.0.1", "192.0.2.1", false],
  ["192.0.2.1", "192.0.2.1", true],
  ["192.0.2.1", "loopback", false],
  ["mx.example.com", "*", true],
  ["mx.example.com", "loopback", false],
  ["other.example.com", "*", false],
];

for (const [target, listener, wanted] of MEETINGS) {
  Deno.test(`isAt() says ${wanted} when ${target} is sent to and ${listener} listens`, () => {
    const port = "25";
    const own = "mx.example.com";
    assertEquals(
      isAt({ host: target, port }, { host: listener, port }, own),
      wanted,
    );
    assertEquals(
      isAt({ host: target, port }, { host: listener, port: "26" }, own),
      false,
    );
  });
}
