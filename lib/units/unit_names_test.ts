import { assert, assertEquals } from "@std/assert";
import { groupUnitOf, isShortEnough, unitOf } from "./unit_names.ts";

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
