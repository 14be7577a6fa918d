import { assert, assertEquals, assertRejects } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { isLocked } from "../sys/lock_probe.ts";
import { holdPrimary } from "./primary_lock.ts";
import { createLockSession } from "./lock_session.ts";

const NOW = { timeoutMs: 0 };

Deno.test("createLockSession() keeps the lock from one action to the next, and then lets go", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/postmulti.lock`;
  using session = createLockSession(temp.path, NOW);
  assertEquals([session.cache, temp.names()], [undefined, []]);
  const inodes: (number | null)[] = [];
  for (let count = 0; count < 3; count++) {
    await session.under((lock) => {
      assertEquals(lock.isLeftOver, false);
      lock.writeJournal(new TextEncoder().encode(`${count}`));
      assertEquals(temp.read("postmulti.lock"), `${count}`);
      lock.dropJournal();
      inodes.push(Deno.statSync(path).ino);
      return Promise.resolve();
    });
    assertEquals([isLocked(path), temp.read("postmulti.lock")], [true, ""]);
    assert(session.cache !== undefined);
  }
  assertEquals(new Set(inodes).size, 1);
  session.end();
  assertEquals([session.cache, temp.names()], [undefined, []]);
});

Deno.test("createLockSession() lets go after a failure, and keeps the journal", async () => {
  using temp = tempDirectory();
  using session = createLockSession(temp.path, NOW);
  await assertRejects(
    () =>
      session.under((lock) => {
        lock.writeJournal(new TextEncoder().encode("one"));
        throw new FatalError("failed");
      }),
    FatalError,
    "failed",
  );
  assertEquals(session.cache, undefined);
  await session.under((lock) => {
    assertEquals(new TextDecoder().decode(lock.left), "one");
    assertEquals(lock.isLeftOver, true);
    lock.dropJournal();
    assertEquals(lock.isLeftOver, false);
    return Promise.resolve();
  });
  await session.under((lock) => {
    assertEquals(lock.isLeftOver, false);
    return Promise.resolve();
  });
});

Deno.test("createLockSession() gives those who wait a turn", async () => {
  using temp = tempDirectory();
  using session = createLockSession(temp.path, { timeoutMs: 10_000 });
  let isOver = false;
  let count = 0;
  const busy = (async () => {
    while (!isOver) {
      await session.under(async () => {
        await new Promise((done) => setTimeout(done, 5));
        count++;
      });
    }
  })();
  for (let turns = 0; turns < 2; turns++) {
    using _lock = await holdPrimary(temp.path, { timeoutMs: 8_000 });
    assertEquals(session.cache, undefined);
  }
  isOver = true;
  await busy;
  assert(count > 10, `${count}`);
});
