import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../diag/errors.ts";
import { readUnitsCommand } from "./units_command.ts";

Deno.test("readUnitsCommand() reads commands and their options", () => {
  assertEquals(readUnitsCommand("show", ["-j"]), { name: "show", json: true });
  assertEquals(readUnitsCommand("install", ["--dry-run", "--root=/x/"]), {
    name: "install",
    json: false,
    dryRun: true,
    root: "/x",
  });
  // A generator gets three directories.
  assertEquals(readUnitsCommand("generate", ["/a", "/b", "/c"]), {
    name: "generate",
    json: false,
    directory: "/a",
  });
});

const WRONG = [
  ["frob", []],
  ["show", ["--root=/x"]],
  ["show", ["extra"]],
  ["install", ["--root=x"]],
  ["start", []],
  ["start", ["postfix-out"]],
] as const;

for (const [name, words] of WRONG) {
  Deno.test(`readUnitsCommand() refuses ${[name, ...words].join(" ")}`, () => {
    assertThrows(() => readUnitsCommand(name, words), UsageError);
  });
}
