/**
 * The texts of --help, made from the tables of options, modes and actions. Pure.
 *
 * @module
 */

import { foldWords, formatTable } from "../diag/table.ts";
import { ACTION_HELP, sampleOf } from "./action_help.ts";
import { isInformation, modesWith } from "./command_line_check.ts";
import type { OptionSpec } from "./getopt.ts";
import type { HelpTopic } from "./help_topic.ts";
import {
  INFORMATION_FORMS,
  isMode,
  MODE_TABLE,
  type ModeSpec,
} from "./mode_table.ts";
import { optionOf, shownOptions } from "./option_table.ts";
import { PLUGINS_COMMANDS } from "./plugins_command.ts";
import { spelled, usageOf } from "./spelling.ts";
import { UNITS_COMMANDS } from "./units_command.ts";

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

function modeHelp(mode: ModeSpec, option: OptionSpec): string {
  const { id, forms } = mode;
  const parts = Object.entries(partsOf(id));
  const list = parts.length === 0
    ? ""
    : `\n${option.value === "ACTION" ? "Actions" : "Commands"}:\n` +
      table(parts.map(([name, { help }]) => [name, help]));
  return about(sentence(option.help), forms()) + list +
    optionList(mode);
}

function actionHelp(action: keyof typeof ACTION_HELP): string {
  const { help, usage } = ACTION_HELP[action];
  const forms = [`-e ${action} ${usage}`];
  return about(sentence(help), forms) +
    optionList({
      id: "edit",
      forms: () => forms,
      samples: [sampleOf(action)],
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
  return id === "units" ? UNITS_COMMANDS : {};
}

function about(what: string, forms: readonly string[]): string {
  const lines = forms.map((form) =>
    folded(`postmulti ${form}`, WIDTH - INDENT.length)
  );
  return `${what}\n\nusage:\n${usage(lines)}`;
}

/** The options that go with a mode. */
function optionList(mode: ModeSpec): string {
  const options = shownOptions().filter((option) =>
    !isMode(option.id) && !isInformation(option) &&
    modesWith(option, [mode]).length > 0
  );
  return `\nOptions:\n${rows(options)}\n${MORE}`;
}

function isAction(topic: HelpTopic): topic is keyof typeof ACTION_HELP {
  return Object.hasOwn(ACTION_HELP, topic);
}

/** A line of help as a sentence. */
export function sentence(help: string): string {
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
