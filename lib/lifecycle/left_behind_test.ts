import { assertThrows } from "@std/assert";
import { FatalError } from "../diag/errors.ts";
import { refuseLeftBehind } from "./left_behind.ts";

Deno.test("refuseLeftBehind() says how much is left of what was done", () => {
  assertThrows(
    () => refuseLeftBehind(["/a", "/b"], "destroyed instance a in /a"),
    FatalError,
    "destroyed instance a in /a, but 2 of its files and directories could " +
      "not be removed: see the warnings",
  );
});

Deno.test("refuseLeftBehind() has nothing to say when nothing is left", () => {
  refuseLeftBehind([], "destroyed instance a in /a");
});
