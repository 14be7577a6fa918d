import { assert, assertEquals } from "@std/assert";
import { FatalError, UsageError } from "./errors.ts";

Deno.test("UsageError is a FatalError with a name of its own", () => {
  const error = new UsageError("what is wrong: what to do");
  assert(error instanceof FatalError);
  assertEquals(String(error), "UsageError: what is wrong: what to do");
  assertEquals(String(new FatalError("a")), "FatalError: a");
});
