import { assertThrows } from "@std/assert";
import { FatalError } from "../diag/errors.ts";
import { refuseUnremoved } from "./unremoved.ts";

Deno.test("refuseUnremoved() says how much is left of what was done", () => {
  assertThrows(
    () => refuseUnremoved(["/a", "/b"], "destroyed instance a in /a"),
    FatalError,
    "destroyed instance a in /a, but 2 of its files and directories could " +
      "not be removed: see the warnings",
  );
});

Deno.test("refuseUnremoved() has nothing to say when nothing is left", () => {
  refuseUnremoved([], "destroyed instance a in /a");
});
