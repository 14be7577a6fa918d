/**
 * The texts of --help, made from the option table. Pure.
 *
 * @module
 */

import { ACTION_HELP } from "./action_help.ts";
import type { OptionSpec } from "./getopt.ts";
import { INFORMATION_FORMS, MODE_TABLE, MODES } from "./mode_table.ts";
import { OPTION_TABLE, type OptionId } from "./option_table.ts";
import type { HelpKind } from "./option_words.ts";
import { usageOf } from "./spelling.ts";

/** How wide a text may be, in columns. */
const WIDTH = 79;
const INDENT = "  ";

/** What the short help shows beside the modes. */
const COMMON: readonly OptionId[] = [
  "all",
  "group",
  "name",
  "newName",
  "newGroup",
  "json",
  "verbose",
  "dryRun",
  "noPlugins",
  "help",
  "manual",
  "version",
];

/** How many modes the short help has room for. */
const MOST_MODES = 16;

/** The help of the program. */
export function helpText(kind: HelpKind): string {
  return kind === "full" ? fullHelp() : shortHelp();
}

/** All command lines of all modes, in lines of at most so many columns. */
export function synopsis(width: number): string {
  return [...MODE_TABLE.flatMap(({ forms }) => forms), ...INFORMATION_FORMS]
    .map((form) => folded(`postmulti ${form}`, width)).join("");
}

/** The options for people, in the order of the table. */
export function shownOptions(): readonly OptionSpec[] {
  const options: readonly OptionSpec[] = OPTION_TABLE;
  return options.filter(({ isForPrograms }) => !isForPrograms);
}

function shortHelp(): string {
  const modes = shownOptions().filter(isIn(MODES)).slice(0, MOST_MODES);
  const options = shownOptions().filter(isIn(COMMON));
  const width = leftWidth([...modes, ...options]);
  return `Manage Postfix instances.

usage: postmulti MODE [OPTION...] [COMMAND... | NAME=VALUE...]

Modes:
${rows(modes, width)}
Options:
${rows(options, width)}
Actions of -e: ${Object.keys(ACTION_HELP).join(", ")}.
For example:  postmulti -e create -I postfix-out -G mta
              postmulti -g mta -p status
              postmulti -i out -x postqueue -p
All options: postmulti --help=full. Everything else: postmulti --manual | less.
`;
}

function fullHelp(): string {
  const options = shownOptions();
  const width = leftWidth(options);
  const actions = Object.entries(ACTION_HELP).map(([action, help]) =>
    row(action, help, width)
  );
  return `Manage Postfix instances.

usage:
${synopsis(WIDTH - INDENT.length).replace(/^(?=.)/gm, INDENT)}
Options:
${rows(options, width)}
Actions of -e:
${actions.join("")}`;
}

function isIn(ids: readonly string[]): (option: OptionSpec) => boolean {
  return ({ id }) => ids.includes(id);
}

function leftWidth(options: readonly OptionSpec[]): number {
  return Math.max(...options.map((option) => usageOf(option).length));
}

function rows(options: readonly OptionSpec[], width: number): string {
  return options.map((option) => row(usageOf(option), option.help, width))
    .join("");
}

function row(left: string, help: string, width: number): string {
  return `${INDENT}${left.padEnd(width)}${INDENT}${help}\n`;
}

/** A command line in as many lines as it takes, broken between its parts. */
function folded(form: string, width: number): string {
  const indent = " ".repeat("postmulti -e ".length);
  const lines: string[] = [];
  let line = "";
  for (const part of form.match(/\[[^\]]*\]\S*|\S+/g) ?? []) {
    const longer = line === "" ? part : `${line} ${part}`;
    if (longer.length <= width) line = longer;
    else {
      lines.push(line);
      line = indent + part;
    }
  }
  return [...lines, line].join("\n") + "\n";
}
