/**
 * What help is about: a mode, an action of -e, another option, or all of them.
 * Pure.
 *
 * @module
 */

import { UsageError } from "../diag/errors.ts";
import { didYouMean, nearest } from "../diag/suggest.ts";
import { EDIT_ACTIONS } from "../lifecycle/request.ts";
import type { OptionSpec } from "./getopt.ts";
import { MODES } from "./mode_table.ts";
import { type OptionId, optionOf, shownOptions } from "./option_table.ts";
import type { ParsedOptions } from "./parsed_options.ts";
import { spellingsOf } from "./spelling.ts";

/** `short` is the summary, `full` has all options; the rest is one of them. */
export type HelpTopic =
  | "short"
  | "full"
  | typeof EDIT_ACTIONS[number]
  | OptionId;

/** The values of --help to offer: modes by name or letter, and actions. */
export function helpWords(): readonly string[] {
  const modes = MODES.map(optionOf);
  return ["full", ...EDIT_ACTIONS, ...modes.flatMap(wordsFor)];
}

/** How help is asked for instead of a value, as in `--plugins --help`. */
const HELP_OPTIONS: ReadonlySet<string> = new Set(["-h", "--help"]);

/**
 * The topic that a command line asks help about; undefined when it asks for none.
 *
 * @throws {UsageError} When there is no such topic.
 */
export function helpTopicOf(given: ParsedOptions): HelpTopic | undefined {
  const asked = MODES.find((mode) =>
    HELP_OPTIONS.has(given.value(mode) ?? "") ||
    given.has(mode) && isHelpAmong(given, mode)
  );
  if (asked !== undefined) return asked;
  if (!given.has("help")) return undefined;
  const word = given.value("help") ?? "";
  if (word !== "") return topicNamed(word);
  const topic = topicOfLine(given);
  const [operand] = given.operands;
  // "--help create" is not far from "--help=create".
  return topic === "short" && operand !== undefined
    ? topicNamed(operand)
    : topic;
}

/** Whether help is asked for behind a command of --plugins or --units. */
function isHelpAmong(given: ParsedOptions, mode: OptionId): boolean {
  if (mode !== "plugins" && mode !== "units") return false;
  // Behind plan, and behind what units call, are another program's words.
  const words = given.value(mode) === "plan"
    ? given.operands.slice(0, 1)
    : given.operands;
  return words.some((word) => HELP_OPTIONS.has(word));
}

/** The action or the only mode of a command line. */
function topicOfLine(given: ParsedOptions): HelpTopic {
  const modes = MODES.filter((mode) => given.has(mode));
  const [mode] = modes;
  if (mode === undefined || modes.length > 1) return "short";
  return EDIT_ACTIONS.find((one) => one === given.value("edit")) ?? mode;
}

function topicNamed(word: string): HelpTopic {
  if (word === "full" || word === "short") return word;
  const name = word.replace(/^-{1,2}/, "");
  const known = topics();
  const topic = known.get(name);
  if (topic !== undefined) return topic;
  throw new UsageError(
    `there is no help about "${word}"` +
      didYouMean(nearest(name, ["full", ...known.keys()])) +
      ': give a mode, an action of -e, an option, or "full"',
  );
}

function topics(): ReadonlyMap<string, HelpTopic> {
  return new Map<string, HelpTopic>([
    ...EDIT_ACTIONS.map((action) => [action, action] as const),
    ...MODES.map((mode) => [mode, mode] as const),
    ...shownOptions().flatMap((option) =>
      wordsFor(option).map((word) => [word, option.id] as const)
    ),
  ]);
}

/** The spellings of an option without their dashes. */
function wordsFor(option: OptionSpec): readonly string[] {
  return spellingsOf(option).map((word) => word.replace(/^-+/, ""));
}
