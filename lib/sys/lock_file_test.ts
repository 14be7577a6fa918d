import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { tryOpenLocked } from "./lock_file.ts";
import { type LockOptions, openLocked } from "./wait_for_lock.ts";

function within(timeoutMs: number): LockOptions {
  return { timeoutMs, timedOut: (holder) => `held by ${holder}` };
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

Deno.test("openLocked() makes the file with mode 600 and locks it", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  const { file, wasThere } = await openLocked(path, within(0));
  using _held = file;
  assertEquals(wasThere, false);
  assertEquals((Deno.statSync(path).mode ?? 0) & 0o777, 0o600);
  assertEquals(Deno.statSync(path).ino, file.statSync().ino);
  using other = Deno.openSync(path, { write: true });
  assertEquals(other.tryLockSync(true), false);
});

Deno.test("openLocked() takes a file that was left, content and all", async () => {
  using temp = tempDirectory();
  const path = temp.write("lock", "left", 0o644);
  const { file, wasThere } = await openLocked(path, within(0));
  using _held = file;
  assertEquals(wasThere, true);
  const buffer = new Uint8Array(10);
  assertEquals(file.readSync(buffer), 4);
  assertEquals(temp.read("lock"), "left");
});

Deno.test("openLocked() lets the lock go when the file is closed", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  (await openLocked(path, within(0))).file.close();
  (await openLocked(path, within(0))).file.close();
});

Deno.test("openLocked() waits for whoever has the lock", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  const { file: first } = await openLocked(path, within(0));
  let isReleased = false;
  const second = openLocked(path, within(5000)).then(({ file }) => {
    assert(isReleased);
    file.close();
  });
  await pause(50);
  isReleased = true;
  first.close();
  await second;
});

Deno.test("openLocked() gives up after its time, and says who has the lock", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  using _first = (await openLocked(path, within(0))).file;
  const start = Date.now();
  const error = await assertRejects(
    () => openLocked(path, within(100)),
    FatalError,
  );
  assert(Date.now() - start >= 100);
  assertMatch(error.message, new RegExp(`^held by process ${Deno.pid} \\(`));
});

Deno.test("openLocked() starts over when the locked file was removed", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  const { file: first } = await openLocked(path, within(0));
  const waiting = openLocked(path, within(5000));
  await pause(30);
  Deno.removeSync(path);
  first.close();
  using second = (await waiting).file;
  assertEquals(second.statSync().ino, Deno.statSync(path).ino);
  assertEquals(second.statSync().nlink, 1);
});

Deno.test("openLocked() starts over when the locked file was renamed", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  const { file: first } = await openLocked(path, within(0));
  const waiting = openLocked(path, within(5000));
  await pause(30);
  Deno.renameSync(path, `${temp.path}/main.cf`);
  const moved = first.statSync().ino;
  first.close();
  using second = (await waiting).file;
  assertEquals(Deno.statSync(`${temp.path}/main.cf`).ino, moved);
  assertEquals(second.statSync().ino, Deno.statSync(path).ino);
});

Deno.test("openLocked() lets one at a time through, and all of them", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  let inside = 0;
  let most = 0;
  const all = Array.from({ length: 20 }, async () => {
    using _file = (await openLocked(path, within(10_000))).file;
    most = Math.max(most, ++inside);
    await pause(1);
    Deno.removeSync(path);
    inside--;
  });
  await Promise.all(all);
  assertEquals(most, 1);
});

const NO_FILES: readonly (readonly [
  kind: string,
  make: (path: string) => void,
])[] = [
  ["a directory", (path) => Deno.mkdirSync(path)],
  ["a symbolic link", (path) => Deno.symlinkSync("elsewhere", path)],
  [
    "a FIFO",
    (path) => void new Deno.Command("mkfifo", { args: [path] }).outputSync(),
  ],
];

for (const [kind, make] of NO_FILES) {
  Deno.test(`openLocked() and tryOpenLocked() refuse ${kind}`, async () => {
    using temp = tempDirectory();
    const path = `${temp.path}/lock`;
    make(path);
    const said = `${path}: this is ${kind}: find out who made it`;
    await assertRejects(() => openLocked(path, within(0)), FatalError, said);
    assertThrows(() => tryOpenLocked(path), FatalError, said);
    assertEquals(temp.names(), ["lock"]);
  });
}

Deno.test("openLocked() names the file that cannot be opened", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/missing/lock`;
  await assertRejects(
    () => openLocked(path, within(0)),
    FatalError,
    `${path}: cannot be opened: No such file or directory`,
  );
});

Deno.test("tryOpenLocked() has the lock, or not, without waiting", () => {
  using temp = tempDirectory();
  const path = `${temp.path}/lock`;
  const first = tryOpenLocked(path);
  assert(first !== undefined);
  assertEquals(tryOpenLocked(path), undefined);
  first.close();
  using third = tryOpenLocked(path);
  assert(third !== undefined);
});
