import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { renamePath } from "./rename.ts";

Deno.test("renamePath() renames a directory with all that is in it", () => {
  using temp = tempDirectory();
  temp.write("maildrop/mail", "text");
  renamePath(`${temp.path}/maildrop`, `${temp.path}/sealed`);
  assertEquals(temp.names(), ["sealed"]);
  assertEquals(temp.read("sealed/mail"), "text");
});

Deno.test("renamePath() replaces nothing, not even an empty directory or a dangling link", () => {
  using temp = tempDirectory();
  temp.makeDirectory("from");
  temp.makeDirectory("empty");
  temp.write("file");
  Deno.symlinkSync("nowhere", `${temp.path}/dangling`);
  for (const name of ["empty", "file", "dangling"]) {
    assertThrows(
      () => renamePath(`${temp.path}/from`, `${temp.path}/${name}`),
      FatalError,
      `${temp.path}/${name}: this is in the way of ${temp.path}/from`,
    );
  }
  assertEquals(temp.names(), ["dangling", "empty", "file", "from"]);
});

Deno.test("renamePath() names what is not there", () => {
  using temp = tempDirectory();
  assertThrows(
    () => renamePath(`${temp.path}/from`, `${temp.path}/to`),
    FatalError,
    `${temp.path}/from: cannot be renamed to ${temp.path}/to: No such file`,
  );
});
