/**
 * Completing a command line: what can stand at one place of it. Pure, but for
 * the surroundings, which are asked for what the place needs.
 *
 * @module
 */

import type { DirectoryParameter } from "../../lifecycle/request.ts";
import { isAccepted } from "../command_line_check.ts";
import { getopt } from "../getopt.ts";
import { OPTION_TABLE } from "../option_table.ts";
import { isPluginsCommand } from "../plugins_command.ts";
import type { Suggestions } from "./suggestions.ts";
import { type Cursor, cursorAfter } from "./cursor.ts";
import { pluginsOffer } from "./plugins_words.ts";
import { possibleOptions } from "./possible_options.ts";
import type { HostLookup } from "./host_lookup.ts";
import { unitsOffer } from "./units_words.ts";
import { offered, valueOffer } from "./values.ts";

type WordPlace = Extract<Cursor, { kind: "word" }>;

/** What can be set for a new instance. */
const DIRECTORIES: Readonly<Record<DirectoryParameter, string>> = {
  config_directory: "the directory for its main.cf and master.cf",
  queue_directory: "the directory for its mail queue",
  data_directory: "the directory for its caches",
};

/**
 * What can stand at a place of a command line.
 *
 * @param words The command line; the program's name has the place 0.
 * @param index The place; words behind it are not looked at.
 * @returns Undefined when nothing can, or it is unknown.
 */
export function complete(
  words: readonly string[],
  index: number,
  host: HostLookup,
): Suggestions | undefined {
  if (!Number.isInteger(index) || index < 1) return undefined;
  const before = words.slice(1, index);
  return completeAfter(before, {
    typed: words[index] ?? "",
    offset: 1,
    host,
  });
}

interface Wanted {
  readonly typed: string;
  /** The place of the first of the words on the whole command line. */
  readonly offset: number;
  readonly host: HostLookup;
}

function completeAfter(
  words: readonly string[],
  wanted: Wanted,
): Suggestions | undefined {
  const cursor = cursorAfter(words, wanted.typed);
  if (cursor === undefined) return undefined;
  return cursor.kind === "value"
    ? valueOffer(cursor, words, wanted.host)
    : wordOffer(cursor, words, wanted);
}

function wordOffer(
  cursor: WordPlace,
  words: readonly string[],
  wanted: Wanted,
): Suggestions | undefined {
  const { canBeOption, operands, typed } = cursor;
  const { options } = getopt(words, OPTION_TABLE);
  const command = options.findLast(({ spec }) => spec.id === "plugins")?.value;
  if (command !== undefined) {
    return afterPlugins(command, operands, {
      ...wanted,
      offset: wanted.offset + words.length - operands.length,
    });
  }
  if (options.some(({ spec }) => spec.id === "units")) {
    const given = options.find(({ spec }) => spec.id === "units")?.value ?? "";
    return unitsOffer(given, operands, typed);
  }
  const isOption = canBeOption && typed.startsWith("-");
  const operand = isOption ? undefined : operandOffer(cursor, words, wanted);
  if (operand !== undefined || !canBeOption) return operand;
  const empty = { before: "", typed };
  return offered("words", empty, possibleOptions(words));
}

function afterPlugins(
  command: string,
  words: readonly string[],
  wanted: Wanted,
): Suggestions | undefined {
  if (!isPluginsCommand(command)) return undefined;
  if (command === "plan") return completeAfter(words, wanted);
  const cursor = { command, words, typed: wanted.typed };
  return pluginsOffer(cursor, wanted.host);
}

/** What an operand of the mode can be. */
function operandOffer(
  { operands, typed }: WordPlace,
  words: readonly string[],
  { offset, host }: Wanted,
): Suggestions | undefined {
  const given = getopt(words, OPTION_TABLE).options;
  const has = (id: string): boolean => given.some(({ spec }) => spec.id === id);
  if (has("command")) {
    const index = offset + words.length - operands.length;
    return { kind: "command", index };
  }
  if (has("wrapper") && operands.length === 0) {
    const commands = host.postfixCommands()
      .map((word) => ({ word, help: "" }));
    return offered("words", { before: "", typed }, commands);
  }
  return has("edit") ? directoryOffer(typed, words, operands) : undefined;
}

function directoryOffer(
  typed: string,
  words: readonly string[],
  operands: readonly string[],
): Suggestions | undefined {
  const equals = typed.indexOf("=");
  const possible = Object.entries(DIRECTORIES)
    .map(([name, help]) => ({ word: `${name}=`, help }))
    .filter(({ word }) =>
      !operands.some((operand) => operand.startsWith(word)) &&
      isAccepted([...words, `${word}/x`])
    );
  if (equals < 0) return offered("beginnings", { before: "", typed }, possible);
  const after = typed.slice(0, equals + 1);
  return possible.some(({ word }) => word === after)
    ? { kind: "directories", after }
    : undefined;
}
