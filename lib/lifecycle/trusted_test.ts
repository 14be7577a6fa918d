import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { refuseUntrusted } from "./trusted.ts";

// Only root makes what is root's.
const ignore = Deno.uid() !== 0;

Deno.test({
  name: "refuseUntrusted() accepts root's own directory, and a missing one",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    refuseUntrusted(temp.makeDirectory("etc", 0o755));
    refuseUntrusted(`${temp.path}/missing`);
  },
});

for (
  const [title, uid, mode, reason] of [
    ["another's directory", 7, 0o755, "belongs to user 7, not to root"],
    ["a directory for a group", 0, 0o775, "can be written by others"],
    ["a directory for all", 0, 0o1777, "can be written by others"],
  ] as const
) {
  Deno.test({
    name: `refuseUntrusted() refuses ${title}, and says what to do`,
    ignore,
    fn: () => {
      using temp = tempDirectory();
      const path = temp.makeDirectory("etc", mode);
      Deno.chownSync(path, uid, 0);
      const error = assertThrows(() => refuseUntrusted(path), FatalError);
      assertEquals(
        error.message,
        `${path}: this directory ${reason}, so nothing in ${path} is ` +
          `safe to edit: run "chown root ${path}" and "chmod go-w ${path}"`,
      );
    },
  });
}
