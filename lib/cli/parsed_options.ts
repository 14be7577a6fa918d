/**
 * The options and operands of one command line, by what they are called.
 *
 * @module
 */

import type { ParsedLine } from "./getopt.ts";
import type { OptionId } from "./option_table.ts";

/** Answers which options were given, how often, and with which values. */
export interface ParsedOptions {
  /** How often an option was given. */
  count(id: OptionId): number;
  /** Whether an option was given. */
  has(id: OptionId): boolean;
  /** The values of an option in the order given; "" each for one without a value. */
  values(id: OptionId): readonly string[];
  /** The last value of an option; undefined when it was not given. */
  value(id: OptionId): string | undefined;
  /** The words after the options. */
  readonly operands: readonly string[];
}

/** Make a command line that was taken apart easy to ask. */
export function parsedOptions(
  { options, operands }: ParsedLine,
): ParsedOptions {
  const values = (id: OptionId) =>
    options.filter(({ spec }) => spec.id === id).map(({ value }) => value);
  return {
    count: (id) => values(id).length,
    has: (id) => values(id).length > 0,
    values,
    value: (id) => values(id).at(-1),
    operands,
  };
}
