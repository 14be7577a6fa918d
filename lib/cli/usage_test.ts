import { assert, assertEquals } from "@std/assert";
import { EDIT_ACTIONS } from "../lifecycle/request.ts";
import type { OptionSpec } from "./getopt.ts";
import { MODE_TABLE } from "./mode_table.ts";
import { OPTION_TABLE, shownOptions } from "./option_table.ts";
import { usageOf } from "./spelling.ts";
import type { HelpTopic } from "./help_topic.ts";
import { helpText } from "./usage.ts";

const OPTIONS: readonly OptionSpec[] = OPTION_TABLE;

function linesOf(kind: HelpTopic): readonly string[] {
  return helpText(kind).split("\n").slice(0, -1);
}

/** The lines of the help that are about an option. */
function rowsFor(
  option: OptionSpec,
  kind: "short" | "full",
): readonly string[] {
  return linesOf(kind).filter((line) =>
    line.startsWith(`  ${usageOf(option)}  `) && line.endsWith(option.help)
  );
}

Deno.test("helpText(short) and a prompt fit on a screen of 24 lines", () => {
  const { length } = linesOf("short");
  assert(length >= 16 && length <= 23, `${length} lines`);
});

const TOPICS: readonly HelpTopic[] = [
  "short",
  "full",
  ...EDIT_ACTIONS,
  ...OPTION_TABLE.map(({ id }) => id),
];

for (const kind of TOPICS) {
  Deno.test(`helpText(${kind}) has lines of at most 79 columns`, () => {
    assertEquals(linesOf(kind).filter((line) => line.length > 79), []);
  });

  Deno.test(`helpText(${kind}) ends in one newline and has no white space at line ends`, () => {
    assert(/[^\n]\n$/.test(helpText(kind)));
    assertEquals(/[ \t]$/m.test(helpText(kind)), false);
  });
}

for (const kind of ["short", "full"] as const) {
  Deno.test(`helpText(${kind}) shows every mode`, () => {
    for (const { id } of MODE_TABLE) {
      const option = OPTIONS.find((option) => option.id === id);
      assert(option !== undefined, id);
      assertEquals(rowsFor(option, kind).length, 1, id);
    }
  });
}

for (const option of shownOptions()) {
  Deno.test(`helpText(full) has one row for the option ${option.id}`, () => {
    assertEquals(rowsFor(option, "full").length, 1);
  });
}

Deno.test("helpText() leaves out what is for programs", () => {
  for (const { isForPrograms, long = "" } of OPTIONS) {
    if (isForPrograms) assert(!helpText("full").includes(`--${long} `), long);
  }
});

for (const action of EDIT_ACTIONS) {
  Deno.test(`helpText(full) shows how to ${action}`, () => {
    const usage = linesOf("full").filter((line) =>
      line.includes("postmulti -e")
    );
    assert(usage.some((line) => line.split(/[ |]+/).includes(action)));
    assert(linesOf("full").some((line) => line.startsWith(`  ${action} `)));
  });
}

Deno.test("helpText() points to the full help and the manual", () => {
  for (const topic of ["short", "status", "create", "jobs"] as const) {
    assert(
      /postmulti --help=full\b.*postmulti --manual\b/.test(helpText(topic)),
      topic,
    );
  }
});

/** What the help about a topic must show, and what it must not. */
const ABOUT: readonly (readonly [
  HelpTopic,
  readonly string[],
  readonly string[],
])[] = [
  ["list", ["  -R  ", "postmulti -l ["], ["--dry-run", "--jobs", "-I NAME"]],
  ["wrapper", ["--jobs=N", "--lock-timeout"], ["-R", "--dry-run"]],
  ["create", ["-I NAME", "--dry-run", "[data_directory=/PATH]"], [
    "destroy",
    "--jobs",
  ]],
  ["enable", ["-e enable -i NAME", "  -i NAME   ", "--dry-run"], [
    "-I NAME",
    "| disable",
  ]],
  ["assign", ["  -i NAME   ", "  -I NAME   ", "  -G GROUP   "], ["[-a |"]],
  ["edit", ["  destroy  ", "  assign   ", "-I NAME"], ["--jobs"]],
  ["plugins", ["  run      ", "postmulti --plugins plan"], ["-I NAME"]],
  ["units", ["  install  "], ["-I NAME"]],
  ["jobs", ["--jobs=N", "It goes with -p, -x."], ["usage"]],
  ["verbose", ["It goes with every mode."], ["usage"]],
];

for (const [topic, shown, hidden] of ABOUT) {
  Deno.test(`helpText(${topic}) shows what goes with it, and nothing else`, () => {
    const text = helpText(topic);
    for (const word of shown) assert(text.includes(word), `${word}: ${text}`);
    for (const word of hidden) assert(!text.includes(word), `${word}: ${text}`);
  });
}
