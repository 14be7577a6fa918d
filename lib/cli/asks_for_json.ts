/**
 * Whether a command line asks for JSON, also one that is wrong in other ways:
 * then the error is JSON too. Pure.
 *
 * @module
 */

import type { OptionSpec } from "./getopt.ts";
import { OPTION_TABLE } from "./option_table.ts";

const TABLE: readonly OptionSpec[] = OPTION_TABLE;

/** Their operands are a command's own words. */
const COMMAND_MODES = new Set(["wrapper", "command"]);

/**
 * Whether -j or --json is among the options, or among operands that are not
 * the words of another command.
 *
 * @param words Without the program's name.
 */
export function asksForJson(words: readonly string[]): boolean {
  const rest = [...words];
  const seen = new Set<string>();
  while (rest[0]?.startsWith("-") && rest[0] !== "-") {
    const word = rest.shift() ?? "";
    if (word === "--") break;
    const specs = word.startsWith("--") ? longOption(word) : letters(word);
    for (const { id } of specs) seen.add(id);
    const last = specs.at(-1);
    if (last?.isLast) return seen.has("json") || asksAfterPlugins(word, rest);
    if (last !== undefined && takesNext(word, last)) rest.shift();
  }
  if (seen.has("json")) return true;
  const isCommand = [...COMMAND_MODES].some((id) => seen.has(id));
  return !isCommand && rest.some(isJsonWord);
}

function longOption(word: string): OptionSpec[] {
  const [name] = word.slice("--".length).split("=");
  return TABLE.filter(({ long }) => long === name);
}

/** The options of one word, up to one with a value; unknown letters count as none. */
function letters(word: string): OptionSpec[] {
  const specs: OptionSpec[] = [];
  for (const letter of word.slice("-".length)) {
    const spec = TABLE.find(({ short }) => short === letter);
    if (spec !== undefined) specs.push(spec);
    if (spec?.value !== undefined) break;
  }
  return specs;
}

function takesNext(
  word: string,
  { short, value, fallback }: OptionSpec,
): boolean {
  if (value === undefined || fallback !== undefined) return false;
  return word.startsWith("--")
    ? !word.includes("=")
    : word.indexOf(short ?? "") === word.length - 1;
}

/** What follows `--plugins plan` is another command line. */
function asksAfterPlugins(word: string, rest: readonly string[]): boolean {
  const [, attached] = word.split("=");
  return (attached ?? rest[0]) !== "plan" && rest.some(isJsonWord);
}

function isJsonWord(word: string): boolean {
  return word === "--json" || /^-[A-Za-z]*j$/.test(word);
}
