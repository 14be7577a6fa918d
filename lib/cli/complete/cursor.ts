/**
 * What kind of word a place of a command line has. Pure.
 *
 * @module
 */

import { UsageError } from "../../diag/errors.ts";
import { getopt, type OptionSpec, type ParsedLine } from "../getopt.ts";
import { OPTION_TABLE } from "../option_table.ts";

/** A place, and what has been typed there. */
export type Cursor =
  | {
    /** The value of an option. */
    readonly kind: "value";
    readonly option: OptionSpec;
    /** What stands before the value in the same word: `--map=`, `-g`. */
    readonly before: string;
    /** What there is of the value. */
    readonly typed: string;
  }
  | {
    /** An option or an operand. */
    readonly kind: "word";
    /** Whether it can be an option. */
    readonly canBeOption: boolean;
    /** The operands before it. */
    readonly operands: readonly string[];
    readonly typed: string;
  };

/** Stands for a word that is not typed yet. */
const PROBE = "\0";

/**
 * Find out what the word after some others is.
 *
 * @param words All before it, without the program's name.
 * @param typed What there is of it.
 * @returns Undefined after an option that is not known.
 */
export function cursorAfter(
  words: readonly string[],
  typed: string,
): Cursor | undefined {
  const parsed = parseOrNothing([...words, PROBE]);
  if (parsed === undefined) return undefined;
  const last = parsed.options.at(-1);
  if (last?.value === PROBE) {
    return { kind: "value", option: last.spec, before: "", typed };
  }
  const operands = parsed.operands.slice(0, -1);
  const withOption = parseOrNothing([...words, "-v"]);
  const canBeOption = operands.length === 0 &&
    withOption !== undefined && withOption.operands.length === 0;
  const attached = canBeOption ? attachedValue(typed) : undefined;
  if (attached !== undefined) return attached;
  return { kind: "word", canBeOption, operands, typed };
}

/** The value in a word like `--map=do`, `-gmta` or `-xiout`. */
function attachedValue(word: string): Cursor | undefined {
  const options: readonly OptionSpec[] = OPTION_TABLE;
  const [, long] = /^--([^=]+)=/.exec(word) ?? [];
  if (long !== undefined) {
    const option = options.find((one) => one.long === long);
    return option?.value === undefined
      ? undefined
      : valuePlace(option, `--${long}=`, word);
  }
  if (!/^-[^-]./.test(word)) return undefined;
  for (let at = 1; at < word.length - 1; at++) {
    const option = options.find(({ short }) => short === word[at]);
    if (option === undefined) return undefined;
    if (option.value !== undefined) {
      return valuePlace(option, word.slice(0, at + 1), word);
    }
  }
  return undefined;
}

function valuePlace(option: OptionSpec, before: string, word: string): Cursor {
  return { kind: "value", option, before, typed: word.slice(before.length) };
}

function parseOrNothing(words: readonly string[]): ParsedLine | undefined {
  try {
    return getopt(words, OPTION_TABLE);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
