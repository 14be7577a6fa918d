import { assertEquals, assertThrows } from "@std/assert";
import { FatalError } from "../diag/errors.ts";
import { attempts, isRefusal } from "./gather_attempt.ts";

function fail(message: string): never {
  throw new FatalError(message);
}

Deno.test("attempts() gives what was seen, and keeps what was not, once", () => {
  const { attempt, unseen } = attempts();
  assertEquals(attempt(() => 1), 1);
  assertEquals(attempt(() => fail("b")), undefined);
  assertEquals(attempt(() => fail("a")), undefined);
  assertEquals(attempt(() => fail("b")), undefined);
  assertEquals(unseen(), ["b", "a"]);
});

Deno.test("attempts() lets through what is a bug", () => {
  const { attempt } = attempts();
  assertThrows(
    () =>
      attempt(() => {
        throw new TypeError("bug");
      }),
    TypeError,
  );
});

const MESSAGES = [
  ["/a: Permission denied: run this as root", true],
  ["/a: Operation not permitted", true],
  ["/a: No such file or directory", false],
] as const;

for (const [message, expected] of MESSAGES) {
  Deno.test(`isRefusal() is ${expected} of ${message}`, () => {
    assertEquals(isRefusal(message), expected);
  });
}
