import { assert, assertEquals } from "@std/assert";
import { escapePath, groupUnitOf, isShortEnough, unitOf } from "./escape.ts";

const PATHS = [
  ["/etc/postfix", "etc-postfix"],
  ["/etc/postfix-out", "etc-postfix\\x2dout"],
  ["//srv/mail//a b/", "srv-mail-a\\x20b"],
  ["/.hidden/.x", "\\x2ehidden-.x"],
  ["/etc/pöst", "etc-p\\xc3\\xb6st"],
  ["/a@b%c:d_e", "a\\x40b\\x25c:d_e"],
  ["/", "-"],
] as const;

for (const [path, expected] of PATHS) {
  Deno.test(`escapePath() makes ${expected} of ${path}`, () => {
    assertEquals(escapePath(path), expected);
  });
}

Deno.test("unitOf() and groupUnitOf() name units", () => {
  assertEquals(
    unitOf("/etc/postfix-out"),
    "postmulti@etc-postfix\\x2dout.service",
  );
  assertEquals(groupUnitOf("mta/a-b"), "postmulti-group@mta-a\\x2db.target");
});

Deno.test("isShortEnough() refuses a name of more than 255 bytes", () => {
  assert(isShortEnough(unitOf(`/${"a".repeat(237)}`)));
  assert(!isShortEnough(unitOf(`/${"a".repeat(238)}`)));
});
