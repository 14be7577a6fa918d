import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { canEverybodyRead } from "./public_file.ts";

const CASES: readonly (readonly [
  directory: number,
  file: number,
  answer: boolean,
])[] = [
  [0o755, 0o644, true],
  [0o711, 0o444, true],
  [0o755, 0o640, false],
  [0o755, 0o600, false],
  [0o750, 0o644, false],
  [0o700, 0o644, false],
];

for (const [directory, file, answer] of CASES) {
  const modes = `${directory.toString(8)} and ${file.toString(8)}`;
  Deno.test(`canEverybodyRead() is ${answer} with modes ${modes}`, () => {
    using temp = tempDirectory();
    Deno.chmodSync(temp.path, 0o755);
    temp.write("one/file", "x", file);
    Deno.chmodSync(`${temp.path}/one`, directory);
    Deno.symlinkSync("one/file", `${temp.path}/link`);
    assertEquals(canEverybodyRead(`${temp.path}/one/file`), answer);
    assertEquals(canEverybodyRead(`${temp.path}/link`), answer);
    assertEquals(canEverybodyRead(`${temp.path}/none`), true);
  });
}
