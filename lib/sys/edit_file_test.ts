import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { editFile } from "./edit_file.ts";

const PATIENT = { timeoutMs: 10_000 };

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

Deno.test("editFile() replaces a file by what the edit makes of it", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf", new Uint8Array([0xff, 0x0a]));
  const replaced = await editFile(
    path,
    (original) => new Uint8Array([...original, 0x00, 0xfe]),
    PATIENT,
  );
  assertEquals(replaced, true);
  const expected = new Uint8Array([0xff, 0x0a, 0x00, 0xfe]);
  assertEquals(Deno.readFileSync(path), expected);
  assertEquals(temp.names(), ["main.cf"]);
});

for (const mode of [0o600, 0o640, 0o777]) {
  Deno.test(`editFile() makes mode ${mode.toString(8)} 644, like postconf`, async () => {
    using temp = tempDirectory();
    const path = temp.write("main.cf", "old", mode);
    await editFile(path, () => bytes("new"), PATIENT);
    assertEquals((Deno.statSync(path).mode ?? 0) & 0o7777, 0o644);
  });
}

Deno.test("editFile() makes a file of a symbolic link, like postconf", async () => {
  using temp = tempDirectory();
  temp.write("target", "old");
  Deno.symlinkSync("target", `${temp.path}/main.cf`);
  await editFile(`${temp.path}/main.cf`, () => bytes("new"), PATIENT);
  assertEquals(Deno.lstatSync(`${temp.path}/main.cf`).isFile, true);
  assertEquals(temp.read("main.cf"), "new");
  assertEquals(temp.read("target"), "old");
});

Deno.test("editFile() leaves the file alone when the edit says so", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf", "old", 0o600);
  const before = Deno.statSync(path);
  assertEquals(await editFile(path, () => undefined, PATIENT), false);
  assertEquals(Deno.statSync(path).ino, before.ino);
  assertEquals(Deno.statSync(path).mode, before.mode);
  assertEquals(temp.names(), ["main.cf"]);
});

Deno.test("editFile() writes also what is the same, or nothing at all", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf", "old");
  assertEquals(await editFile(path, (original) => original, PATIENT), true);
  assertEquals(temp.read("main.cf"), "old");
  assertEquals(await editFile(path, () => new Uint8Array(), PATIENT), true);
  assertEquals(temp.read("main.cf"), "");
});

Deno.test("editFile() takes over what a killed editor left", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf", "old");
  temp.write("main.cf.tmp", "half of something much longer", 0o600);
  await editFile(path, (original) => bytes(original.length + ""), PATIENT);
  assertEquals(temp.read("main.cf"), "3");
  assertEquals(temp.names(), ["main.cf"]);
});

Deno.test("editFile() loses none of many edits at once", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf");
  const edits = Array.from({ length: 20 }, (_, number) =>
    editFile(
      path,
      (original) => bytes(new TextDecoder().decode(original) + `${number}\n`),
      PATIENT,
    ));
  await Promise.all(edits);
  const numbers = temp.read("main.cf").trim().split("\n").map(Number);
  const sorted = numbers.sort((a, b) => a - b);
  assertEquals(sorted, Array.from({ length: 20 }, (_, number) => number));
});

Deno.test("editFile() reads the file only once it has the lock", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf", "old");
  const lock = Deno.openSync(temp.write("main.cf.tmp"), { write: true });
  lock.lockSync(true);
  const edited = editFile(path, (original) => {
    assertEquals(new TextDecoder().decode(original), "theirs");
    return bytes("ours");
  }, PATIENT);
  await new Promise((resolve) => setTimeout(resolve, 30));
  Deno.writeTextFileSync(`${path}.tmp`, "theirs");
  Deno.renameSync(`${path}.tmp`, path);
  lock.close();
  await edited;
  assertEquals(temp.read("main.cf"), "ours");
});

Deno.test("editFile() gives up when another keeps the lock, and names it", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf", "old");
  using lock = Deno.openSync(temp.write("main.cf.tmp"), { write: true });
  lock.lockSync(true);
  let isAsked = false;
  const error = await assertRejects(
    () =>
      editFile(path, () => {
        isAsked = true;
        return undefined;
      }, { timeoutMs: 50 }),
    FatalError,
  );
  assertMatch(
    error.message,
    new RegExp(
      `^${path}\\.tmp: process ${Deno.pid} \\(.*\\) is editing ${path} ` +
        "and has not finished: wait for it, or end it, and try again",
    ),
  );
  assert(!isAsked);
  assertEquals(temp.read("main.cf"), "old");
  assertEquals(temp.names(), ["main.cf", "main.cf.tmp"]);
});

for (const thrown of [new FatalError("mine"), new Error("other")]) {
  Deno.test(`editFile() leaves the file alone when the edit throws ${thrown}`, async () => {
    using temp = tempDirectory();
    const path = temp.write("main.cf", "old");
    await assertRejects(
      () =>
        editFile(path, () => {
          throw thrown;
        }, PATIENT),
      Error,
      thrown.message,
    );
    assertEquals(temp.read("main.cf"), "old");
    assertEquals(temp.names(), ["main.cf"]);
  });
}

Deno.test("editFile() makes no file where there is none", async () => {
  using temp = tempDirectory();
  await assertRejects(
    () => editFile(`${temp.path}/main.cf`, (file) => file, PATIENT),
    FatalError,
    `${temp.path}/main.cf: No such file or directory`,
  );
  assertEquals(temp.names(), []);
});

Deno.test("editFile() leaves no temporary file when the rename fails", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf", "old");
  await assertRejects(
    () =>
      editFile(path, () => {
        Deno.removeSync(path);
        Deno.mkdirSync(path);
        return bytes("new");
      }, PATIENT),
    FatalError,
    `${path}: cannot be replaced: Is a directory`,
  );
  assertEquals(temp.names(), ["main.cf"]);
});
