import { assert, assertEquals } from "@std/assert";
import { EDIT_ACTIONS } from "../lifecycle/request.ts";
import type { OptionSpec } from "./getopt.ts";
import { OPTION_TABLE } from "./option_table.ts";
import { helpText } from "./usage.ts";

const OPTIONS: readonly OptionSpec[] = OPTION_TABLE;

Deno.test("helpText() fits a screen: 24 to 45 lines of 80 columns", () => {
  const lines = helpText().split("\n").slice(0, -1);
  assert(lines.length >= 24 && lines.length <= 45, `${lines.length} lines`);
  assertEquals(lines.filter((line) => line.length > 80), []);
});

Deno.test("helpText() ends in one newline and has no white space at line ends", () => {
  assert(/[^\n]\n$/.test(helpText()));
  assertEquals(/[ \t]$/m.test(helpText()), false);
});

for (const { id, short, long, value, fallback, help } of OPTIONS) {
  Deno.test(`helpText() has one row for the option ${id}`, () => {
    const rows = helpText().split("\n").filter((line) =>
      line.startsWith("  -") && line.endsWith(`  ${help}`)
    );
    assertEquals(rows.length, 1);
    const words = rows[0]?.trim().split(/[ ,=[\]]+/) ?? [];
    if (short !== undefined) assert(words.includes(`-${short}`));
    if (long !== undefined) assert(words.includes(`--${long}`));
    if (value === undefined) return;
    const spelled = long === undefined
      ? `-${short} ${value}`
      : fallback === undefined
      ? `--${long}=${value}`
      : `--${long}[=${value}]`;
    assert(rows[0]?.includes(`${spelled} `));
  });
}

for (const action of EDIT_ACTIONS) {
  Deno.test(`helpText() shows how to ${action}`, () => {
    const usage = helpText().split("\n").filter((line) =>
      line.includes("postmulti -e")
    );
    assert(usage.some((line) => line.split(/[ |]+/).includes(action)));
  });
}
