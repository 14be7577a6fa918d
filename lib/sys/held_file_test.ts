import { assertEquals, assertRejects } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { holdFile } from "./held_file.ts";
import type { LockOptions } from "./wait_for_lock.ts";
import { isLocked } from "./lock_probe.ts";

const NOW: LockOptions = {
  timeoutMs: 0,
  timedOut: (holder) => `held by ${holder}`,
};

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

Deno.test("holdFile() has a new file, locked until it is disposed of", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  {
    using file = await holdFile(path, NOW);
    assertEquals([file.isLeftOver, file.isPrivate], [false, true]);
    assertEquals(file.content, new Uint8Array());
    assertEquals(isLocked(path), true);
  }
  assertEquals(isLocked(path), false);
  assertEquals(temp.names(), ["lock"]);
});

Deno.test("holdFile() has the content of a file that was left", async () => {
  using temp = tempDirectory();
  using file = await holdFile(temp.write("lock", "left", 0o600), NOW);
  assertEquals([file.isLeftOver, file.content], [true, bytes("left")]);
});

for (const mode of [0o600, 0o700, 0o640, 0o602, 0o610]) {
  const isPrivate = (mode & 0o077) === 0;
  Deno.test(`holdFile() has a private file with mode ${mode.toString(8)}: ${isPrivate}`, async () => {
    using temp = tempDirectory();
    using file = await holdFile(temp.write("lock", "", mode), NOW);
    assertEquals(file.isPrivate, isPrivate);
  });
}

Deno.test("holdFile() has no private file when it has two names", async () => {
  using temp = tempDirectory();
  const path = temp.write("lock", "", 0o600);
  Deno.linkSync(path, `${temp.path}/other`);
  using file = await holdFile(path, NOW);
  assertEquals(file.isPrivate, false);
});

Deno.test("rewrite() replaces the content, clear() empties it", async () => {
  using temp = tempDirectory();
  using file = await holdFile(temp.write("lock", "a long text", 0o600), NOW);
  file.rewrite(bytes("one"));
  assertEquals(temp.read("lock"), "one");
  file.clear();
  assertEquals(temp.read("lock"), "");
  file.rewrite(bytes("again"));
  assertEquals(temp.read("lock"), "again");
});

Deno.test("syncCleared() can be called with and without a content before it", async () => {
  using temp = tempDirectory();
  using file = await holdFile(temp.write("lock", "left", 0o600), NOW);
  file.clear();
  file.syncCleared();
  file.syncCleared();
  assertEquals(temp.read("lock"), "");
  file.rewrite(bytes("one"));
  assertEquals(temp.read("lock"), "one");
});

Deno.test("remove() removes the file while it is locked", async () => {
  using temp = tempDirectory();
  using file = await holdFile(`${temp.path}/lock`, NOW);
  file.rewrite(bytes("one"));
  file.remove();
  assertEquals(temp.names(), []);
});

Deno.test("holdFile() fails as openLocked() does", async () => {
  using temp = tempDirectory();
  using _first = await holdFile(`${temp.path}/lock`, NOW);
  await assertRejects(
    () => holdFile(`${temp.path}/lock`, NOW),
    FatalError,
    "held by process",
  );
});
