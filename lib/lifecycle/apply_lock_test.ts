import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { APPLY_LOCK, holdApply } from "./apply_lock.ts";

Deno.test("holdApply() keeps others out, names who does, and leaves nothing", async () => {
  using temp = tempDirectory();
  {
    using _lock = await holdApply(temp.path, { timeoutMs: 0 });
    const { message } = await assertRejects(
      () => holdApply(temp.path, { timeoutMs: 30 }),
      FatalError,
    );
    assertMatch(
      message,
      new RegExp(
        `${APPLY_LOCK}: process ${Deno.pid} .* is applying a document`,
      ),
    );
    assertEquals(temp.names(), [APPLY_LOCK]);
  }
  assertEquals(temp.names(), []);
});

Deno.test("holdApply() waits no longer when a signal has come", async () => {
  using temp = tempDirectory();
  using _lock = await holdApply(temp.path, { timeoutMs: 0 });
  let signal: string | undefined;
  setTimeout(() => signal = "SIGTERM", 50);
  await assertRejects(
    () =>
      holdApply(temp.path, { timeoutMs: 10_000, interrupted: () => signal }),
    FatalError,
    "interrupted by SIGTERM",
  );
});

Deno.test("holdApply() takes over what a killed run has left", async () => {
  using temp = tempDirectory();
  temp.write(APPLY_LOCK, "", 0o600);
  {
    using _lock = await holdApply(temp.path, { timeoutMs: 0 });
  }
  assertEquals(temp.names(), []);
});
