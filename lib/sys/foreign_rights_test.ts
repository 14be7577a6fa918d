import { assertEquals } from "@std/assert";
import { hasForeignRights } from "./foreign_rights.ts";

Deno.test("hasForeignRights() is false of an ordinary process", () => {
  assertEquals(hasForeignRights(), false);
});
