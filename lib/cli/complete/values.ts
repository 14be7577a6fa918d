/**
 * What the value of an option can be. Pure.
 *
 * An option says it by its choices, or by what its value is called in the
 * usage. So an option that is new in the table needs nothing here.
 *
 * @module
 */

import { NAME_PREFIX } from "../../registry/instance.ts";
import { ACTION_HELP } from "../action_help.ts";
import { helpWords } from "../help_topic.ts";
import { getopt, type OptionSpec } from "../getopt.ts";
import { OPTION_TABLE } from "../option_table.ts";
import { PLUGINS_COMMANDS } from "../plugins_command.ts";
import { UNITS_COMMANDS } from "../units_command.ts";
import { groupWords, instanceWords } from "./instance_words.ts";
import type { Candidate, Suggestions } from "./suggestions.ts";
import type { Cursor } from "./cursor.ts";
import { canFollow } from "./possible_options.ts";
import type { HostLookup } from "./host_lookup.ts";

/** A value that is asked for. */
export type ValuePlace = Extract<Cursor, { kind: "value" }>;

/** Values that are called this are names of files. */
const FILE_VALUES: readonly string[] = ["PATH", "FILE"];

/** Values that are called this are names of directories. */
const DIRECTORY_VALUES: readonly string[] = ["DIR", "DIRECTORY"];

/**
 * What the value of an option can be.
 *
 * @param words The command line before the option or its value.
 */
export function valueOffer(
  cursor: ValuePlace,
  words: readonly string[],
  host: HostLookup,
): Suggestions | undefined {
  const { option, before } = cursor;
  const { id, value = "" } = option;
  if (choicesOf(option) !== undefined) {
    return offered("words", cursor, choiceWords(cursor, words));
  }
  if (FILE_VALUES.includes(value)) return { kind: "files", after: before };
  if (DIRECTORY_VALUES.includes(value)) {
    return { kind: "directories", after: before };
  }
  const action = actionIn(before === "" ? words.slice(0, -1) : words);
  if (id === "newName") return newNameOffer(cursor, action);
  const instances = host.instances();
  if (value === "NAME") {
    const { typed } = cursor;
    return offered(
      "words",
      cursor,
      instanceWords(instances, { action, typed }),
    );
  }
  if (value !== "GROUP") return undefined;
  const none = id === "newGroup" ? [{ word: "-", help: "no group" }] : [];
  return offered("words", cursor, [...groupWords(instances), ...none]);
}

/** The candidates that begin with what is typed, as whole words. */
export function offered(
  kind: "words" | "beginnings",
  { before, typed }: { readonly before: string; readonly typed: string },
  candidates: readonly Candidate[],
): Suggestions | undefined {
  const fitting = candidates.filter(({ word }) => word.startsWith(typed));
  return fitting.length === 0 ? undefined : {
    kind,
    candidates: fitting.map(({ word, help }) => ({
      word: before + word,
      help,
    })),
  };
}

/** The action of -e on a command line. */
function actionIn(words: readonly string[]): string | undefined {
  return getopt(words, OPTION_TABLE).options
    .findLast(({ spec }) => spec.id === "edit")?.value;
}

function choicesOf(option: OptionSpec): readonly string[] | undefined {
  return option.id === "help" ? helpWords() : option.choices;
}

function choiceWords(
  { option, before }: ValuePlace,
  words: readonly string[],
): Candidate[] {
  const given = before === "" ? words.slice(0, -1) : words;
  const start = before === "" ? words.slice(-1) : [];
  return (choicesOf(option) ?? [])
    .filter((word) =>
      option.id !== "edit" ||
      canFollow(given, [...start, before + word])
    )
    .map((word) => ({ word, help: helpFor(option.id, word) }));
}

function helpFor(id: string, word: string): string {
  if (id === "edit") return ACTION_HELP[word as keyof typeof ACTION_HELP].help;
  if (id === "units") {
    return UNITS_COMMANDS[word as keyof typeof UNITS_COMMANDS].help;
  }
  if (id !== "plugins") return "";
  return PLUGINS_COMMANDS[word as keyof typeof PLUGINS_COMMANDS].help;
}

function newNameOffer(
  cursor: ValuePlace,
  action: string | undefined,
): Suggestions | undefined {
  if (cursor.typed === "-" && action === "assign") {
    return offered("words", cursor, [{ word: "-", help: "no name" }]);
  }
  return offered("beginnings", cursor, [{
    word: NAME_PREFIX,
    help: "names begin with this",
  }]);
}
