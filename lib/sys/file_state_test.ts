import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import {
  readFileState,
  restoreAttributes,
  restoreFileState,
} from "./file_state.ts";

// Only root may give files away.
const ignore = Deno.uid() !== 0;

Deno.test({
  name: "restoreFileState() gives back content, owner, mode and times",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    const path = temp.write("file", new Uint8Array([0xff, 0x0a]));
    Deno.chownSync(path, 7, 8);
    Deno.chmodSync(path, 0o2640);
    Deno.utimeSync(path, new Date(1_000_111), new Date(2_000_222));
    const state = readFileState(path);
    assertEquals(state, {
      content: new Uint8Array([0xff, 0x0a]),
      uid: 7,
      gid: 8,
      mode: 0o2640,
      atimeMs: 1_000_111,
      mtimeMs: 2_000_222,
    });
    Deno.removeSync(path);
    temp.write("file", "something else", 0o600);
    if (state !== undefined) restoreFileState(path, state);
    assertEquals(readFileState(path), state);
    assertEquals(temp.names(), ["file"]);
  },
});

Deno.test({
  name: "restoreAttributes() leaves the content alone",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    const path = temp.write("file", "old", 0o640);
    const state = readFileState(path);
    temp.write("file", "new", 0o666);
    if (state !== undefined) restoreAttributes(path, state);
    assertEquals(temp.read("file"), "new");
    assertEquals((Deno.statSync(path).mode ?? 0) & 0o777, 0o640);
    assertEquals(Deno.statSync(path).mtime?.getTime(), state?.mtimeMs);
  },
});

Deno.test("readFileState() has nothing to say of what is not there", () => {
  using temp = tempDirectory();
  assertEquals(readFileState(`${temp.path}/missing`), undefined);
});

Deno.test("readFileState() refuses what is not a regular file", () => {
  using temp = tempDirectory();
  assertThrows(
    () => readFileState(temp.path),
    FatalError,
    `${temp.path}: this is a directory, not a file`,
  );
});

Deno.test("restoreAttributes() names the file that is gone", () => {
  using temp = tempDirectory();
  const state = readFileState(temp.write("file"));
  Deno.removeSync(`${temp.path}/file`);
  assertThrows(
    () => {
      if (state !== undefined) restoreAttributes(`${temp.path}/file`, state);
    },
    FatalError,
    `${temp.path}/file: owner, mode and times cannot be given back`,
  );
});
