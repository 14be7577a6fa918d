import { assert, assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { isAbandoned, isLocked, lockIfThere } from "./lock_probe.ts";

for (const exclusive of [true, false]) {
  const kind = exclusive ? "exclusive" : "shared";
  Deno.test(`isLocked() sees an ${kind} lock as what it is`, () => {
    using temp = tempDirectory();
    const path = temp.write("file");
    using holder = Deno.openSync(path, { read: true, write: true });
    holder.lockSync(exclusive);
    assertEquals(isLocked(path), exclusive);
    holder.unlockSync();
    assertEquals(isLocked(path), false);
  });
}

Deno.test("isLocked() leaves no lock behind", () => {
  using temp = tempDirectory();
  const path = temp.write("file");
  assertEquals(isLocked(path), false);
  using other = Deno.openSync(path, { read: true, write: true });
  assertEquals(other.tryLockSync(true), true);
});

Deno.test("isLocked() is false of nothing, and makes nothing", () => {
  using temp = tempDirectory();
  assertEquals(isLocked(`${temp.path}/missing`), false);
  assertEquals(isLocked(`${temp.path}/missing/below`), false);
  assertEquals(temp.names(), []);
});

Deno.test("isLocked() cannot tell of a directory, a link or a FIFO", () => {
  using temp = tempDirectory();
  temp.write("file");
  temp.makeDirectory("directory");
  Deno.symlinkSync("file", `${temp.path}/link`);
  new Deno.Command("mkfifo", { args: [`${temp.path}/fifo`] }).outputSync();
  for (const name of ["directory", "link", "fifo"]) {
    assertEquals(isLocked(`${temp.path}/${name}`), undefined);
  }
});

Deno.test({
  name: "isLocked() cannot tell of a file that it may not open",
  // Root may open everything.
  ignore: Deno.uid() === 0,
  fn: () => {
    using temp = tempDirectory();
    assertEquals(isLocked(temp.write("file", "", 0o000)), undefined);
  },
});

Deno.test("lockIfThere() keeps the lock until it is disposed of", () => {
  using temp = tempDirectory();
  const path = temp.write("file");
  const lock = lockIfThere(path);
  assert(lock !== undefined && lock !== "taken");
  assertEquals(isLocked(path), true);
  assertEquals(lockIfThere(path), "taken");
  lock[Symbol.dispose]();
  assertEquals(isLocked(path), false);
});

Deno.test("lockIfThere() makes nothing, and locks files only", () => {
  using temp = tempDirectory();
  temp.write("file");
  Deno.symlinkSync("file", `${temp.path}/link`);
  for (const name of ["missing", "link", ""]) {
    assertEquals(lockIfThere(`${temp.path}/${name}`), undefined);
  }
  assertEquals(temp.names(), ["file", "link"]);
});

Deno.test("isAbandoned() is true of a file of ours that nobody has locked", () => {
  using temp = tempDirectory();
  assertEquals(isAbandoned(temp.write("main.cf.tmp")), true);
});

Deno.test("isAbandoned() is false while somebody has the file locked", () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf.tmp");
  using editor = Deno.openSync(path, { write: true });
  editor.lockSync(true);
  assertEquals(isAbandoned(path), false);
});

Deno.test("isAbandoned() is false of what is not a file of its own", () => {
  using temp = tempDirectory();
  const path = temp.write("file");
  Deno.symlinkSync(path, `${temp.path}/link`);
  Deno.linkSync(temp.write("one"), `${temp.path}/two`);
  for (const name of ["none", "link", "two"]) {
    assertEquals(isAbandoned(`${temp.path}/${name}`), false, name);
  }
  assertEquals(isAbandoned(temp.makeDirectory("directory")), false);
});
