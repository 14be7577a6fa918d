import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { moveFile } from "./move_file.ts";

Deno.test("moveFile() gives a file another name", () => {
  using temp = tempDirectory();
  moveFile(temp.write("old", "text"), `${temp.path}/new`);
  assertEquals(temp.names(), ["new"]);
  assertEquals(temp.read("new"), "text");
});

Deno.test("moveFile() does not overwrite a file", () => {
  using temp = tempDirectory();
  const from = temp.write("old", "old");
  const to = temp.write("new", "new");
  assertThrows(() => moveFile(from, to), FatalError, "this is there already");
  assertEquals([temp.read("old"), temp.read("new")], ["old", "new"]);
});

Deno.test("moveFile() does not overwrite a dangling link", () => {
  using temp = tempDirectory();
  const from = temp.write("old", "old");
  Deno.symlinkSync("nowhere", `${temp.path}/new`);
  assertThrows(() => moveFile(from, `${temp.path}/new`), FatalError);
});

Deno.test("moveFile() says what cannot be renamed", () => {
  using temp = tempDirectory();
  assertThrows(
    () => moveFile(`${temp.path}/none`, `${temp.path}/new`),
    FatalError,
    "cannot be renamed",
  );
});
