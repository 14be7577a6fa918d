import { assertEquals, assertThrows } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { readRegularFile } from "./read_file.ts";

/** One of each kind; the socket is open until it is disposed of. */
function everyKind(temp: TempDirectory): Deno.Listener {
  temp.write("file", "text");
  temp.makeDirectory("directory");
  Deno.symlinkSync("file", `${temp.path}/link`);
  Deno.symlinkSync("directory", `${temp.path}/to_directory`);
  Deno.symlinkSync("nowhere", `${temp.path}/dangling`);
  new Deno.Command("mkfifo", { args: [`${temp.path}/fifo`] }).outputSync();
  return Deno.listen({ transport: "unix", path: `${temp.path}/socket` });
}

for (const bytes of [[], [0], [0xff, 0x0a, 0x00, 0xfe]]) {
  Deno.test(`readRegularFile() gives back ${bytes.length} bytes as they are`, () => {
    using temp = tempDirectory();
    const path = temp.write("file", new Uint8Array(bytes));
    assertEquals(readRegularFile(path), new Uint8Array(bytes));
  });
}

Deno.test("readRegularFile() follows a symbolic link", () => {
  using temp = tempDirectory();
  using _socket = everyKind(temp);
  const bytes = readRegularFile(`${temp.path}/link`);
  assertEquals(new TextDecoder().decode(bytes), "text");
});

const UNREADABLE = [
  ["missing", "No such file or directory"],
  ["dangling", "No such file or directory"],
  ["file/below", "Not a directory"],
  ["directory", "this is a directory, not a file"],
  ["fifo", "this is a FIFO, not a file"],
  ["socket", "this is a socket, not a file"],
] as const;

for (const [name, reason] of UNREADABLE) {
  Deno.test(`readRegularFile() refuses what is ${name}: ${reason}`, () => {
    using temp = tempDirectory();
    using _socket = everyKind(temp);
    const path = `${temp.path}/${name}`;
    const error = assertThrows(() => readRegularFile(path), FatalError);
    const expected = `${path}: ${reason}`;
    assertEquals(error.message.slice(0, expected.length), expected);
    assertEquals(error.message.includes("os error"), false);
  });
}

Deno.test("readRegularFile() refuses a file of more than 16 MiB", () => {
  using temp = tempDirectory();
  const path = temp.write("file");
  Deno.truncateSync(path, 16 * 1024 * 1024);
  assertEquals(readRegularFile(path).length, 16 * 1024 * 1024);
  Deno.truncateSync(path, 16 * 1024 * 1024 + 1);
  assertThrows(
    () => readRegularFile(path),
    FatalError,
    `${path}: 16777217 bytes are too many for a configuration file`,
  );
});

Deno.test({
  name: "readRegularFile() says what to do about a file that it may not read",
  // Root may read everything.
  ignore: Deno.uid() === 0,
  fn: () => {
    using temp = tempDirectory();
    const path = temp.write("file", "secret", 0o000);
    assertThrows(
      () => readRegularFile(path),
      FatalError,
      `${path}: Permission denied: run this as root`,
    );
  },
});
