import { assert, assertEquals, assertRejects } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { holdPrimary } from "./primary_lock.ts";

const NOW = { timeoutMs: 0 };

Deno.test("holdPrimary() has a file for root alone, while it is held", async () => {
  using temp = tempDirectory();
  {
    using lock = await holdPrimary(temp.path, NOW);
    assertEquals(temp.names(), ["postmulti.lock"]);
    const { mode } = Deno.statSync(`${temp.path}/postmulti.lock`);
    assertEquals((mode ?? 0) & 0o7777, 0o600);
    assertEquals([lock.isLeftOver, lock.left], [false, new Uint8Array()]);
  }
  assertEquals(temp.names(), []);
});

Deno.test("holdPrimary() keeps others out, and names who does", async () => {
  using temp = tempDirectory();
  using _lock = await holdPrimary(temp.path, NOW);
  const error = await assertRejects(
    () => holdPrimary(temp.path, { timeoutMs: 50 }),
    FatalError,
  );
  const start = `${temp.path}/postmulti.lock: process ${Deno.pid} (`;
  assertEquals(error.message.slice(0, start.length), start);
  assertEquals(temp.names(), ["postmulti.lock"]);
});

Deno.test("holdPrimary() lets twenty through, one at a time", async () => {
  using temp = tempDirectory();
  let inside = 0;
  const all = Array.from({ length: 20 }, async () => {
    using lock = await holdPrimary(temp.path, { timeoutMs: 20_000 });
    assertEquals(++inside, 1);
    assertEquals(lock.left, new Uint8Array());
    await new Promise((resolve) => setTimeout(resolve, 2));
    inside--;
  });
  await Promise.all(all);
  assertEquals(temp.names(), []);
});

Deno.test("holdPrimary() hands over what a dead process has left", async () => {
  using temp = tempDirectory();
  temp.write("postmulti.lock", "journal", 0o600);
  {
    using lock = await holdPrimary(temp.path, NOW);
    assert(lock.isLeftOver);
    assertEquals(new TextDecoder().decode(lock.left), "journal");
  }
  assertEquals(temp.read("postmulti.lock"), "journal");
  {
    using lock = await holdPrimary(temp.path, NOW);
    lock.dropJournal();
  }
  assertEquals(temp.names(), []);
});

Deno.test("writeJournal() replaces what is there, a longer journal too", async () => {
  using temp = tempDirectory();
  temp.write("postmulti.lock", "a long journal of a dead process", 0o600);
  using lock = await holdPrimary(temp.path, NOW);
  lock.writeJournal(new TextEncoder().encode("one"));
  assertEquals(temp.read("postmulti.lock"), "one");
  lock.writeJournal(new TextEncoder().encode("2"));
  assertEquals(temp.read("postmulti.lock"), "2");
});

Deno.test("a journal stays for a later run unless it is dropped", async () => {
  using temp = tempDirectory();
  {
    using lock = await holdPrimary(temp.path, NOW);
    lock.writeJournal(new TextEncoder().encode("one"));
  }
  {
    using later = await holdPrimary(temp.path, NOW);
    assert(later.isLeftOver);
    assertEquals(new TextDecoder().decode(later.left), "one");
    later.writeJournal(new TextEncoder().encode("two"));
    later.dropJournal();
    assertEquals(temp.read("postmulti.lock"), "");
  }
  assertEquals(temp.names(), []);
});

const FOREIGN: readonly (readonly [
  title: string,
  make: (path: string) => void,
])[] = [
  ["that others may read", (path) => Deno.chmodSync(path, 0o604)],
  ["that a group may write", (path) => Deno.chmodSync(path, 0o620)],
  ["with another name", (path) => Deno.linkSync(path, `${path}.other`)],
];

for (const [title, make] of FOREIGN) {
  Deno.test(`holdPrimary() believes no journal ${title}`, async () => {
    using temp = tempDirectory();
    make(temp.write("postmulti.lock", "forged", 0o600));
    await assertRejects(
      () => holdPrimary(temp.path, NOW),
      FatalError,
      `${temp.path}/postmulti.lock: this is not our lock`,
    );
    assertEquals(temp.read("postmulti.lock"), "forged");
    using file = Deno.openSync(`${temp.path}/postmulti.lock`);
    assertEquals(file.tryLockSync(true), true, "it is not locked any more");
  });
}

Deno.test({
  name: "holdPrimary() believes no journal of another user",
  // Only root may give files away.
  ignore: Deno.uid() !== 0,
  fn: async () => {
    using temp = tempDirectory();
    Deno.chownSync(temp.write("postmulti.lock", "forged", 0o600), 7, 7);
    await assertRejects(() => holdPrimary(temp.path, NOW), FatalError);
    assertEquals(temp.read("postmulti.lock"), "forged");
  },
});

Deno.test("holdPrimary() follows no link", async () => {
  using temp = tempDirectory();
  temp.write("target", "kept", 0o600);
  Deno.symlinkSync("target", `${temp.path}/postmulti.lock`);
  await assertRejects(
    () => holdPrimary(temp.path, NOW),
    FatalError,
    `${temp.path}/postmulti.lock: this is a symbolic link`,
  );
  assertEquals(temp.read("target"), "kept");
});
