/**
 * The texts of --help, made from the tables of options, modes and actions. Pure.
 *
 * @module
 */

import { foldWords, formatTable } from "../diag/table.ts";
import { ACTION_HELP } from "./action_help.ts";
import { modesWith } from "./command_line_check.ts";
import { getopt, type OptionSpec } from "./getopt.ts";
import type { HelpTopic } from "./help_topic.ts";
import {
  INFORMATION_FORMS,
  MODE_TABLE,
  MODES,
  type ModeSpec,
} from "./mode_table.ts";
import { OPTION_TABLE } from "./option_table.ts";
import { PLUGINS_COMMANDS } from "./plugins_command.ts";
import { spelled, usageOf } from "./spelling.ts";
import { UNITS_HELP } from "./units_command.ts";

/** How wide a text may be, in columns. */
const WIDTH = 79;
const INDENT = "  ";
const MORE =
  'All options: "postmulti --help=full". The manual: "postmulti --manual".\n';

/** The help about a topic. */
export function helpText(topic: HelpTopic): string {
  if (topic === "short") return summary();
  if (topic === "full") return fullHelp();
  if (isAction(topic)) return actionHelp(topic);
  const mode = MODE_TABLE.find(({ id }) => id === topic);
  const option = optionOf(topic);
  return mode === undefined ? optionHelp(option) : modeHelp(mode, option);
}

/** All command lines of all modes, in lines of at most so many columns. */
export function synopsis(width: number): string {
  return [...MODE_TABLE.flatMap(({ forms }) => forms()), ...INFORMATION_FORMS]
    .map((form) => folded(`postmulti ${form}`, width)).join("");
}

/** The options for people, in the order of the table. */
export function shownOptions(): readonly OptionSpec[] {
  const options: readonly OptionSpec[] = OPTION_TABLE;
  return options.filter(({ isForPrograms }) => !isForPrograms);
}

/** What fits on one screen. */
function summary(): string {
  return `Manage the Postfix instances of this host.

usage: postmulti MODE [OPTION...] [COMMAND... | NAME=VALUE...]

${rows(shownOptions().filter(({ id }) => isMode(id)))}
Actions of -e: ${Object.keys(ACTION_HELP).join(", ")}.
Select instances with -a, -g GROUP or -i NAME. Use --dry-run to try things out.
Help about one mode or action: "postmulti -e create --help".
${MORE}`;
}

function fullHelp(): string {
  return `Manage the Postfix instances of this host.

usage:
${usage([synopsis(WIDTH - INDENT.length)])}
Options:
${rows(shownOptions())}
Actions of -e:
${
    table(
      Object.entries(ACTION_HELP).map(([action, { help }]) => [action, help]),
    )
  }`;
}

function modeHelp({ id, forms }: ModeSpec, option: OptionSpec): string {
  const parts = Object.entries(partsOf(id));
  const list = parts.length === 0
    ? ""
    : `\n${option.value === "ACTION" ? "Actions" : "Commands"}:\n` +
      table(parts.map(([name, { help }]) => [name, help]));
  return about(sentence(option.help), forms()) + list +
    optionList((modes) => modes.some((mode) => mode.id === id));
}

function actionHelp(action: keyof typeof ACTION_HELP): string {
  const { help, usage, sample } = ACTION_HELP[action];
  const mode: ModeSpec = {
    id: "edit",
    forms: () => [],
    samples: [["-e", action, ...sample]],
  };
  return about(sentence(help), [`-e ${action} ${usage}`]) +
    optionList((modes) => modes.length > 0, {
      modes: [mode],
      needed: getopt(sample, OPTION_TABLE).options.map(({ spec }) => spec.id),
    });
}

function optionHelp(option: OptionSpec): string {
  const modes = modesWith(option).map(({ id }) => spelled(optionOf(id)));
  const users = modes.length === MODE_TABLE.length
    ? "every mode"
    : modes.join(", ");
  return `${table([[usageOf(option), option.help]])}` +
    `${modes.length === 0 ? "" : `\nIt goes with ${users}.\n`}\n${MORE}`;
}

/** What a mode is split into. */
function partsOf(
  id: string,
): Readonly<Record<string, { readonly help: string }>> {
  if (id === "edit") return ACTION_HELP;
  if (id === "plugins") return PLUGINS_COMMANDS;
  return id === "units" ? UNITS_HELP : {};
}

function about(what: string, forms: readonly string[]): string {
  const lines = forms.map((form) =>
    folded(`postmulti ${form}`, WIDTH - INDENT.length)
  );
  return `${what}\n\nusage:\n${usage(lines)}`;
}

/** The options that go with one of some modes, by all that they go with. */
function optionList(
  isMeant: (modes: readonly ModeSpec[]) => boolean,
  { modes = MODE_TABLE, needed = [] }: {
    readonly modes?: readonly ModeSpec[];
    /** The options without which it is not accepted. */
    readonly needed?: readonly string[];
  } = {},
): string {
  const options = shownOptions().filter((option) =>
    !isMode(option.id) && !isInformation(option) &&
    (needed.includes(option.id) || isMeant(modesWith(option, modes)))
  );
  return `\nOptions:\n${rows(options)}\n${MORE}`;
}

function optionOf(id: string): OptionSpec {
  const option = OPTION_TABLE.find((one) => one.id === id);
  if (option === undefined) throw new Error(`no option ${id}`);
  return option;
}

function isAction(topic: HelpTopic): topic is keyof typeof ACTION_HELP {
  return Object.hasOwn(ACTION_HELP, topic);
}

function isMode(id: string): boolean {
  return MODES.some((mode) => mode === id);
}

/** Whether an option is answered whatever it stands beside. */
function isInformation({ id }: OptionSpec): boolean {
  return ["help", "manual", "completion", "version"].includes(id);
}

function sentence(help: string): string {
  return `${help.charAt(0).toUpperCase()}${help.slice(1)}.`;
}

function usage(lines: readonly string[]): string {
  return lines.join("").replace(/^(?=.)/gm, INDENT);
}

function rows(options: readonly OptionSpec[]): string {
  return table(options.map((option) => [usageOf(option), option.help]));
}

function table(rows: readonly (readonly [string, string])[]): string {
  return formatTable(rows).replace(/^(?=.)/gm, INDENT);
}

/** A command line in as many lines as it takes, broken between its parts. */
function folded(form: string, width: number): string {
  const parts = form.match(/\[[^\]]*\]\S*|\S+/g) ?? [];
  const indent = " ".repeat("postmulti -e ".length);
  return `${foldWords(parts, { width, indent }).join("\n")}\n`;
}
