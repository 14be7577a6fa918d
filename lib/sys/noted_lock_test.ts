import { assertEquals, assertRejects } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { takeNotedLock } from "./noted_lock.ts";
import { BusyError } from "./wait_for_lock.ts";

const ONCE = {
  timeoutMs: 0,
  overtakes: false,
  timedOut: (holder: string) => `held: ${holder}`,
};

Deno.test("takeNotedLock() keeps others out, and is gone when it is disposed of", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  const options = { ...ONCE, note: "00ff", passingNote: "" };
  const first = await takeNotedLock(path, options);
  assertEquals(temp.read("lock"), "00ff");
  await assertRejects(() => takeNotedLock(path, options), BusyError, "held: ");
  first[Symbol.dispose]();
  assertEquals(temp.names(), []);
  (await takeNotedLock(path, options))[Symbol.dispose]();
});

Deno.test("takeNotedLock() lets those pass that know the note, and only while it holds", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  const first = await takeNotedLock(path, {
    ...ONCE,
    note: "00ff",
    passingNote: "",
  });
  const passing = { ...ONCE, note: "1111", passingNote: "00ff" };
  const second = await takeNotedLock(path, passing);
  second[Symbol.dispose]();
  assertEquals(temp.read("lock"), "00ff");
  await assertRejects(
    () => takeNotedLock(path, { ...passing, passingNote: "00" }),
    BusyError,
  );
  first[Symbol.dispose]();
  const third = await takeNotedLock(path, passing);
  assertEquals(temp.read("lock"), "1111");
  third[Symbol.dispose]();
});

Deno.test("takeNotedLock() has no process pass a lock without a note", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  const options = { ...ONCE, note: "", passingNote: "" };
  using _first = await takeNotedLock(path, options);
  await assertRejects(() => takeNotedLock(path, options), BusyError);
});

Deno.test("takeNotedLock() takes over what a killed process has left", async () => {
  using temp = tempDirectory();
  temp.write("lock", "dead beef and more");
  const path = `${temp.path}/lock`;
  const options = { ...ONCE, note: "00ff", passingNote: "" };
  const lock = await takeNotedLock(path, options);
  assertEquals(temp.read("lock"), "00ff");
  lock[Symbol.dispose]();
  assertEquals(temp.names(), []);
});

Deno.test("takeNotedLock() waits for the holder", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  const options = { ...ONCE, note: "", passingNote: "" };
  const first = await takeNotedLock(path, { ...options, timeoutMs: 0 });
  let isHeld = true;
  const second = takeNotedLock(path, { ...options, timeoutMs: 60_000 })
    .then((lock) => {
      assertEquals([isHeld, lock.isContended], [false, true]);
      lock[Symbol.dispose]();
    });
  await new Promise((done) => setTimeout(done, 50));
  isHeld = false;
  first[Symbol.dispose]();
  await second;
});

Deno.test("takeNotedLock() tells the holder that another process has gone ahead", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  const options = { ...ONCE, note: "", passingNote: "" };
  const first = await takeNotedLock(path, options);
  assertEquals([first.isContended, first.isOvertaken()], [false, false]);
  await assertRejects(() => takeNotedLock(path, options), BusyError);
  assertEquals(first.isOvertaken(), false);
  const ahead = { ...options, overtakes: true };
  await assertRejects(() => takeNotedLock(path, ahead), BusyError);
  assertEquals(first.isOvertaken(), true);
  first[Symbol.dispose]();
  assertEquals(temp.names(), []);
});

Deno.test("takeNotedLock() does not take a mark for a dead process as its own", async () => {
  using temp = tempDirectory();
  temp.write("lock.overtaken");
  const path = `${temp.path}/lock`;
  const lock = await takeNotedLock(path, {
    ...ONCE,
    note: "",
    passingNote: "",
  });
  assertEquals(lock.isOvertaken(), false);
  lock[Symbol.dispose]();
});
