import { assertEquals } from "@std/assert";
import { type Bound, overlaps } from "./overlap.ts";

function bound(host: string, families: readonly (4 | 6)[] = [4, 6]): Bound {
  return { host, port: "25", families };
}

const PAIRS: readonly (readonly [Bound, Bound, boolean])[] = [
  [bound("*"), bound("*"), true],
  [bound("*"), bound("192.0.2.1"), true],
  [bound("*", [6]), bound("192.0.2.1"), false],
  [bound("*", [4]), bound("*", [6]), false],
  [bound("192.0.2.1"), bound("192.0.2.2"), false],
  [bound("MX.example.com"), bound("mx.example.com"), true],
  [bound("loopback"), bound("127.0.0.1"), true],
  [bound("loopback"), bound("127.0.0.2"), false],
  [bound("loopback", [4]), bound("::1"), false],
  [bound("localhost"), bound("loopback"), true],
  [bound("127.0.0.1"), bound("::1"), false],
  [bound("*"), { ...bound("*"), port: "26" }, false],
];

for (const [one, other, expected] of PAIRS) {
  const title = [one, other].map(({ host, port, families }) =>
    `${host}:${port} (${families.join(", ")})`
  ).join(" and ");
  Deno.test(`overlaps() is ${expected} of ${title}, either way round`, () => {
    assertEquals(overlaps(one, other), expected);
    assertEquals(overlaps(other, one), expected);
  });
}
