import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { syncDirectory, writeFully } from "./durable.ts";

Deno.test("writeFully() writes where the file stands, to the last byte", () => {
  using temp = tempDirectory();
  const path = temp.write("file", "abcdef");
  using file = Deno.openSync(path, { write: true });
  file.seekSync(2, Deno.SeekMode.Start);
  writeFully(file, new TextEncoder().encode("XY"));
  writeFully(file, new Uint8Array());
  writeFully(file, new TextEncoder().encode("Z"));
  assertEquals(temp.read("file"), "abXYZf");
});

Deno.test("syncDirectory() syncs a directory, the root directory too", () => {
  using temp = tempDirectory();
  syncDirectory(temp.path);
  syncDirectory("");
});

Deno.test("syncDirectory() names the directory that is not there", () => {
  using temp = tempDirectory();
  assertThrows(
    () => syncDirectory(`${temp.path}/missing`),
    FatalError,
    `${temp.path}/missing: cannot be synced: No such file or directory`,
  );
});
