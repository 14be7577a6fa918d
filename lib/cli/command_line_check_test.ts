import { assertEquals } from "@std/assert";
import { isAccepted, modesWith } from "./command_line_check.ts";
import type { OptionSpec } from "./getopt.ts";
import { OPTION_TABLE } from "./option_table.ts";

const LINES: readonly (readonly [string, boolean])[] = [
  ["-l", true],
  ["-l -j -R", true],
  ["-l -p", false],
  ["-p", false],
  ["-e create", true],
  ["-e destroy", false],
  ["--nonsense", false],
];

for (const [line, wanted] of LINES) {
  Deno.test(`isAccepted() says ${wanted} to "${line}"`, () => {
    assertEquals(isAccepted(line.split(" ")), wanted);
  });
}

const MODES: Readonly<Record<string, readonly string[]>> = {
  reverse: ["list", "command"],
  newName: ["edit"],
  dryRun: ["edit", "apply", "uninit"],
  lockTimeout: ["wrapper", "edit", "apply", "recover", "uninit"],
  jobs: ["wrapper", "command"],
  output: ["wrapper", "command"],
};

for (const [id, wanted] of Object.entries(MODES)) {
  Deno.test(`modesWith() finds the modes of the option ${id}`, () => {
    const options: readonly OptionSpec[] = OPTION_TABLE;
    const [option] = options.filter((one) => one.id === id);
    const modes = option === undefined ? [] : modesWith(option);
    assertEquals(modes.map((mode) => mode.id as string), wanted);
  });
}
