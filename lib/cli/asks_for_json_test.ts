import { assertEquals } from "@std/assert";
import { UsageError } from "../diag/errors.ts";
import { asksForJson } from "./asks_for_json.ts";
import { type CommandLine, parseCommandLine } from "./request.ts";

const ASKING = [
  "-j",
  "-lj",
  "-jl",
  "-l --json",
  "-e create -j -I postfix-a",
  "-e create -I postfix-a config_directory=/a -j",
  "-e create -I postfix-a extra --json",
  "-jx ls",
  "-j -x -- ls",
  "-vvj --nonsense",
  "--nonsense --json",
  "--nonsense=1 --json",
  "-zj",
  "-l x -j",
  "-i out -j",
  "-iout -j",
  "-iiii -j",
  "--postconf /p --json",
  "--postconf=/p --json",
  "--map --json",
  "--map=dot --json",
  "--json --help=x",
  "--plugins list -j",
  "--plugins=list -j",
  "--json --plugins list",
  "-j --plugins plan -p start",
  "--recover -- -j",
];

const NOT_ASKING = [
  "",
  "-l",
  "-x ls -j",
  "-x -- ls --json",
  "-p start -j",
  "-ij",
  "-i -j -l",
  "-i j -l",
  "-g --json -l",
  "--postconf --json -l",
  "--lock-timeout -j -l",
  "--plugins plan -x ls -j",
  "--plugins plan -j -p start",
  "--plugins=plan -e create -j",
  "--plugins run j pre:start",
  "-e create -I postfix-a",
  "-l -",
  "-l jj",
];

for (
  const [isAsking, lines] of [[true, ASKING], [false, NOT_ASKING]] as const
) {
  for (const line of lines) {
    Deno.test(`asksForJson() is ${isAsking} for "${line}"`, () => {
      const words = line.split(" ").filter((word) => word !== "");
      assertEquals(asksForJson(words), isAsking);
      assertEquals(understood(words)?.json ?? isAsking, isAsking);
    });
  }
}

/** Undefined for a command line that is wrong. */
function understood(words: readonly string[]): CommandLine | undefined {
  try {
    return parseCommandLine(words);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
