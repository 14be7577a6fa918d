/**
 * Every option of the program, in the order of the help.
 *
 * A row is all that the parser, the help, the manual page and the completions
 * need. A longer text for the manual page goes to lib/manual/options.md; what
 * an option can be given with is up to rules.ts; an option that is a mode of
 * operation has a row in mode_table.ts as well.
 *
 * @module
 */

import { EDIT_ACTIONS } from "../lifecycle/request.ts";
import { MAP_FORMATS } from "../map/formats.ts";
import type { OptionSpec } from "./getopt.ts";
import { MANUAL_PAGES, SHELLS } from "./option_words.ts";
import { PLUGINS_COMMANDS } from "./plugins_command.ts";
import { UNITS_COMMANDS } from "./units_command.ts";

/** The options of postmulti(1), and the long ones that are ours. */
export const OPTION_TABLE = [
  { id: "list", short: "l", help: "list instances" },
  {
    id: "wrapper",
    short: "p",
    help: "run a postfix(1) command for instances",
  },
  { id: "command", short: "x", help: "run any command for instances" },
  {
    id: "edit",
    short: "e",
    value: "ACTION",
    choices: EDIT_ACTIONS,
    help: "set up, add, change or remove an instance",
  },
  { id: "all", short: "a", help: "select all instances; with -e: put first" },
  {
    id: "group",
    short: "g",
    value: "GROUP",
    help: "select a group; with -e: put before it",
  },
  {
    id: "name",
    short: "i",
    value: "NAME",
    help: 'select by name or directory; "-" is the primary',
  },
  {
    id: "newName",
    short: "I",
    value: "NAME",
    help: 'the name to give to an instance; "-" for none',
  },
  {
    id: "newGroup",
    short: "G",
    value: "GROUP",
    help: 'the group to put an instance in; "-" for none',
  },
  { id: "reverse", short: "R", help: "reverse the order (-l, -x)" },
  {
    id: "json",
    short: "j",
    long: "json",
    help: "print JSON, also for errors and warnings",
  },
  {
    id: "output",
    long: "output",
    help: "with -j -p or -j -x: include what commands write",
  },
  {
    id: "jobs",
    long: "jobs",
    value: "N",
    help: "how many at a time (-p, -x): a number, or auto",
  },
  { id: "verbose", short: "v", help: "show each step; repeat it for more" },
  {
    id: "postconf",
    long: "postconf",
    value: "PATH",
    help: "manage the Postfix that this postconf belongs to",
  },
  {
    id: "dryRun",
    long: "dry-run",
    help: "show what -e or --apply would do, and do nothing",
  },
  {
    id: "yes",
    long: "yes",
    help: "do not ask before an instance is removed",
  },
  {
    id: "lockTimeout",
    long: "lock-timeout",
    value: "SECONDS",
    help: "how long to wait for another run (default 30)",
  },
  {
    id: "status",
    long: "status",
    help: "show what runs, listens and waits in the queues",
  },
  {
    id: "doctor",
    long: "doctor",
    help: "look for problems, and say how to fix them",
  },
  {
    id: "map",
    long: "map",
    value: "FORMAT",
    fallback: "text",
    choices: MAP_FORMATS,
    help: `draw the mail flow: ${MAP_FORMATS.join(", ")}`,
  },
  {
    id: "apply",
    long: "apply",
    value: "FILE",
    help: 'bring this host to the state in FILE ("-": stdin)',
  },
  {
    id: "export",
    long: "export",
    help: "write the document of this host as it is",
  },
  {
    id: "plugins",
    long: "plugins",
    value: "COMMAND",
    choices: Object.keys(PLUGINS_COMMANDS),
    isLast: true,
    help: "list, check, try out and install plugins",
  },
  {
    id: "units",
    long: "units",
    value: "COMMAND",
    choices: Object.keys(UNITS_COMMANDS),
    isLast: true,
    help: "show, install and remove systemd units",
  },
  {
    id: "recover",
    long: "recover",
    help: "finish or undo an interrupted -e",
  },
  {
    id: "uninit",
    long: "uninit",
    help: "undo -e init, when no secondary instance is left",
  },
  {
    id: "noPlugins",
    long: "no-plugins",
    help: "run no plugins (-p, -x, -e, --apply)",
  },
  {
    id: "help",
    short: "h",
    long: "help",
    value: "TOPIC",
    fallback: "",
    help: "print help: about a mode, an action, or full",
  },
  {
    id: "manual",
    long: "manual",
    value: "PAGE",
    fallback: "postmulti",
    choices: MANUAL_PAGES,
    help: "show a manual page: postmulti, plugins, apply, doctor",
  },
  {
    id: "completion",
    long: "completion",
    value: "SHELL",
    choices: SHELLS,
    help: `print the completion for ${SHELLS.join(", ")}`,
  },
  {
    id: "complete",
    long: "complete",
    value: "INDEX",
    isLast: true,
    isForPrograms: true,
    help: "print what can stand at a place of a command line",
  },
  { id: "version", short: "V", long: "version", help: "print the version" },
] as const satisfies readonly OptionSpec[];

/** What the program calls an option. */
export type OptionId = typeof OPTION_TABLE[number]["id"];

/** An option by what the program calls it. */
export function optionOf(id: OptionId): OptionSpec {
  const option = OPTION_TABLE.find((one) => one.id === id);
  if (option === undefined) throw new Error(`no option ${id}`);
  return option;
}

/** The options for people, in the order of the table. */
export function shownOptions(): readonly (OptionSpec & { id: OptionId })[] {
  const options: readonly (OptionSpec & { id: OptionId })[] = OPTION_TABLE;
  return options.filter(({ isForPrograms }) => !isForPrograms);
}
