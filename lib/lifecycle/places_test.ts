import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import type { JournalEntry } from "./journal.ts";
import { admitBy, notePlaces } from "./places.ts";

// Only root's directories are trusted.
const ignore = Deno.uid() !== 0;

function entryFor(path: string): JournalEntry {
  return {
    step: {
      kind: "set-permissions",
      path,
      uid: 7,
      gid: 7,
      mode: 0o755,
      recursive: false,
    },
    undo: [{
      kind: "give-back",
      former: [{ path, uid: 0, gid: 0, mode: 0o755 }],
    }],
  };
}

for (const end of ["", "/"]) {
  Deno.test({
    name: `admitBy() refuses "data${end}" when a link has taken its place`,
    ignore,
    fn: () => {
      using temp = tempDirectory();
      temp.makeDirectory("elsewhere");
      const path = temp.makeDirectory("data");
      const entries = [entryFor(path + end)];
      const admit = admitBy(entries, notePlaces(entries));
      assertEquals(admit(path + end), true);
      Deno.removeSync(path);
      Deno.symlinkSync("elsewhere", path);
      assertThrows(
        () => admit(path + end),
        FatalError,
        "this is a symbolic link now, and was none before",
      );
    },
  });
}
