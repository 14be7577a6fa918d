import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { removeDirectory, removeFile, removeUnlockedFile } from "./remove.ts";

Deno.test("removeFile() removes files, links, FIFOs and sockets, and those only", () => {
  using temp = tempDirectory();
  temp.write("kept/inside", "kept");
  temp.write("file");
  Deno.symlinkSync("kept", `${temp.path}/link`);
  Deno.symlinkSync("nowhere", `${temp.path}/dangling`);
  new Deno.Command("mkfifo", { args: [`${temp.path}/fifo`] }).outputSync();
  using _socket = Deno.listen({
    transport: "unix",
    path: `${temp.path}/socket`,
  });
  for (const name of ["file", "link", "dangling", "fifo", "socket"]) {
    removeFile(`${temp.path}/${name}`);
  }
  assertEquals(temp.names(), ["kept"]);
  assertEquals(temp.read("kept/inside"), "kept");
});

Deno.test("removeFile() and removeDirectory() are content with nothing", () => {
  using temp = tempDirectory();
  removeFile(`${temp.path}/missing`);
  removeDirectory(`${temp.path}/missing`);
  removeDirectory(`${temp.path}/missing/below`);
  assertEquals(temp.names(), []);
});

Deno.test("removeFile() refuses an empty directory", () => {
  using temp = tempDirectory();
  const path = temp.makeDirectory("empty");
  assertThrows(
    () => removeFile(path),
    FatalError,
    `${path}: this is a directory`,
  );
  assertEquals(temp.names(), ["empty"]);
});

Deno.test("removeDirectory() removes an empty directory", () => {
  using temp = tempDirectory();
  removeDirectory(temp.makeDirectory("empty"));
  assertEquals(temp.names(), []);
});

Deno.test("removeDirectory() refuses a directory with something in it", () => {
  using temp = tempDirectory();
  temp.write("full/file", "kept");
  assertThrows(
    () => removeDirectory(`${temp.path}/full`),
    FatalError,
    `${temp.path}/full: Directory not empty`,
  );
  assertEquals(temp.read("full/file"), "kept");
});

Deno.test("removeDirectory() refuses a file, and a link to a directory", () => {
  using temp = tempDirectory();
  temp.makeDirectory("empty");
  temp.write("file");
  Deno.symlinkSync("empty", `${temp.path}/link`);
  for (const name of ["file", "link"]) {
    assertThrows(
      () => removeDirectory(`${temp.path}/${name}`),
      FatalError,
      `${temp.path}/${name}: this is not a directory`,
    );
  }
  assertEquals(temp.names(), ["empty", "file", "link"]);
});

Deno.test("removeUnlockedFile() removes a file that nobody has locked", () => {
  using temp = tempDirectory();
  removeUnlockedFile(temp.write("main.cf.tmp", "left"));
  removeUnlockedFile(`${temp.path}/missing`);
  assertEquals(temp.names(), []);
});

Deno.test("removeUnlockedFile() leaves a file that somebody has locked", () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf.tmp", "theirs");
  using file = Deno.openSync(path, { read: true, write: true });
  file.lockSync(true);
  removeUnlockedFile(path);
  assertEquals(temp.read("main.cf.tmp"), "theirs");
});

Deno.test("removeUnlockedFile() leaves directories and links", () => {
  using temp = tempDirectory();
  temp.write("file");
  Deno.symlinkSync("file", `${temp.path}/link`);
  removeUnlockedFile(temp.makeDirectory("directory"));
  removeUnlockedFile(`${temp.path}/link`);
  assertEquals(temp.names(), ["directory", "file", "link"]);
});
