import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { makeDirectory, writeFile } from "./make.ts";

function modeOf(path: string): string {
  return ((Deno.lstatSync(path).mode ?? 0) & 0o7777).toString(8);
}

for (const mode of [0o755, 0o700, 0o777, 0o2755]) {
  const title = `makeDirectory() gives mode ${mode.toString(8)}`;
  Deno.test(`${title} whatever the umask`, () => {
    using temp = tempDirectory();
    const umask = Deno.umask(0o077);
    try {
      makeDirectory(`${temp.path}/made`, mode);
    } finally {
      Deno.umask(umask);
    }
    assertEquals(modeOf(`${temp.path}/made`), mode.toString(8));
  });
}

const TAKEN = [
  ["taken/file", "File exists"],
  ["taken", "File exists"],
  ["missing/made", "No such file or directory"],
  ["taken/file/made", "Not a directory"],
] as const;

for (const [name, reason] of TAKEN) {
  Deno.test(`makeDirectory() cannot make ${name}: ${reason}`, () => {
    using temp = tempDirectory();
    temp.write("taken/file");
    const path = `${temp.path}/${name}`;
    assertThrows(
      () => makeDirectory(path, 0o755),
      FatalError,
      `${path}: cannot be made: ${reason}`,
    );
  });
}

const CONTENT = new Uint8Array([0x61, 0xff, 0x00, 0x0a]);

Deno.test("writeFile() makes a file with its bytes and its mode", () => {
  using temp = tempDirectory();
  const umask = Deno.umask(0o077);
  try {
    writeFile(`${temp.path}/file`, CONTENT, 0o644);
  } finally {
    Deno.umask(umask);
  }
  assertEquals(Deno.readFileSync(`${temp.path}/file`), CONTENT);
  assertEquals(modeOf(`${temp.path}/file`), "644");
  assertEquals(temp.names(), ["file"]);
});

Deno.test("writeFile() replaces a longer file, and its mode", () => {
  using temp = tempDirectory();
  const path = temp.write("file", "much longer than before", 0o600);
  writeFile(path, CONTENT, 0o640);
  assertEquals(Deno.readFileSync(path), CONTENT);
  assertEquals(modeOf(path), "640");
});

Deno.test("writeFile() leaves the old file to whoever has it open", () => {
  using temp = tempDirectory();
  const path = temp.write("file", "old");
  using reader = Deno.openSync(path);
  writeFile(path, CONTENT, 0o644);
  const buffer = new Uint8Array(10);
  const count = reader.readSync(buffer) ?? 0;
  assertEquals(new TextDecoder().decode(buffer.subarray(0, count)), "old");
});

Deno.test("writeFile() takes over what a killed process left", () => {
  using temp = tempDirectory();
  temp.write("file.tmp", "half of something much longer than that", 0o600);
  writeFile(`${temp.path}/file`, CONTENT, 0o644);
  assertEquals(Deno.readFileSync(`${temp.path}/file`), CONTENT);
  assertEquals(temp.names(), ["file"]);
});

Deno.test("writeFile() replaces a symbolic link and leaves its target alone", () => {
  using temp = tempDirectory();
  temp.write("target", "target");
  Deno.symlinkSync("target", `${temp.path}/file`);
  writeFile(`${temp.path}/file`, CONTENT, 0o644);
  assertEquals(Deno.lstatSync(`${temp.path}/file`).isFile, true);
  assertEquals(temp.read("target"), "target");
});

Deno.test("writeFile() refuses while another writes the file", () => {
  using temp = tempDirectory();
  const path = temp.write("file", "old");
  using other = Deno.openSync(temp.write("file.tmp", "theirs"), {
    read: true,
    write: true,
  });
  other.lockSync(true);
  assertThrows(
    () => writeFile(path, CONTENT, 0o644),
    FatalError,
    `${path}: another process is writing it`,
  );
  assertEquals(temp.read("file"), "old");
  assertEquals(temp.read("file.tmp"), "theirs");
});

Deno.test("writeFile() leaves nothing behind when it fails", () => {
  using temp = tempDirectory();
  temp.write("taken/file", "kept");
  assertThrows(
    () => writeFile(`${temp.path}/taken`, CONTENT, 0o644),
    FatalError,
    `${temp.path}/taken: cannot be written: Is a directory`,
  );
  assertEquals(temp.names(), ["taken"]);
  assertEquals(temp.read("taken/file"), "kept");
});

Deno.test("writeFile() cannot write into a directory that is not there", () => {
  using temp = tempDirectory();
  assertThrows(
    () => writeFile(`${temp.path}/missing/file`, CONTENT, 0o644),
    FatalError,
    "No such file or directory",
  );
});
