/**
 * The option grammar: POSIX getopt(3) over a table, with long options added.
 *
 * Parsing stops at `--`, after an option that is the last one by its nature, or
 * at the first word that is not an option; everything from there on is an operand
 * and is not looked at. Short options may share a word (`-lR`), and a value may
 * be attached (`-gmta`) or be the next word, whatever that begins with. Pure.
 *
 * @module
 */

import { UsageError } from "../diag/errors.ts";
import { didYouMean, nearest } from "../diag/suggest.ts";

/** One option of the program. */
export interface OptionSpec {
  /** What the program calls it. */
  readonly id: string;
  /** One letter, without its dash. */
  readonly short?: string;
  /** A word, without its dashes. */
  readonly long?: string;
  /** What the value is called in the usage; absent for an option without one. */
  readonly value?: string;
  /** The value when none is attached; the next word is then left alone. */
  readonly fallback?: string;
  /** The words its value can be, where they are few. */
  readonly choices?: readonly string[];
  /** Whether everything after it is an operand. */
  readonly isLast?: boolean;
  /** Whether it is for programs: the manual has it, help and completion do not. */
  readonly isForPrograms?: boolean;
  /** One line of help. */
  readonly help: string;
}

/** One option as it was given. */
export interface GivenOption {
  /** Its entry in the table. */
  readonly spec: OptionSpec;
  /** As it is written: `-g` or `--postconf`. */
  readonly spelling: string;
  /** Its value; "" for an option without one. */
  readonly value: string;
}

/** A command line, taken apart. */
export interface ParsedLine {
  /** In the order given, repetitions included. */
  readonly options: readonly GivenOption[];
  /** The words after the options. */
  readonly operands: readonly string[];
}

/**
 * Take a command line apart.
 *
 * @throws {UsageError} For an unknown option, a missing or a superfluous value.
 */
export function getopt(
  words: readonly string[],
  table: readonly OptionSpec[],
): ParsedLine {
  const options: GivenOption[] = [];
  const rest = [...words];
  while (true) {
    const [word] = rest;
    if (word === undefined || word === "-" || !word.startsWith("-")) break;
    rest.shift();
    if (word === "--") break;
    if (word.startsWith("--")) options.push(longOption(word, { rest, table }));
    else options.push(...shortOptions(word, { rest, table }));
    if (options.at(-1)?.spec.isLast) break;
  }
  return { options, operands: rest };
}

interface Remaining {
  /** The words after this one; an option's value is taken off its front. */
  readonly rest: string[];
  readonly table: readonly OptionSpec[];
}

function longOption(word: string, { rest, table }: Remaining): GivenOption {
  const equals = word.indexOf("=");
  const spelling = equals < 0 ? word : word.slice(0, equals);
  const attached = equals < 0 ? undefined : word.slice(equals + 1);
  const name = spelling.slice("--".length);
  const spec = table.find(({ long }) => long === name);
  if (spec === undefined) {
    throw unknownOption(spelling, nearest(name, longNames(table)));
  }
  if (spec.value === undefined && attached !== undefined) {
    throw new UsageError(`option ${spelling} takes no value`);
  }
  return { spec, spelling, value: valueOf(spec, { spelling, attached, rest }) };
}

function shortOptions(word: string, { rest, table }: Remaining): GivenOption[] {
  const options: GivenOption[] = [];
  for (let index = 1; index < word.length; index++) {
    const spelling = `-${word[index]}`;
    const spec = table.find(({ short }) => short === word[index]);
    if (spec === undefined) {
      const isLong = longNames(table).includes(word.slice(1));
      throw unknownOption(spelling, isLong ? word.slice(1) : undefined);
    }
    const attached = word.slice(index + 1) || undefined;
    options.push({
      spec,
      spelling,
      value: valueOf(spec, { spelling, attached, rest }),
    });
    if (spec.value !== undefined) break;
  }
  return options;
}

function longNames(table: readonly OptionSpec[]): readonly string[] {
  return table.flatMap(({ long, isForPrograms }) =>
    long === undefined || isForPrograms ? [] : [long]
  );
}

/** @param meant The name of a long option that may be meant. */
function unknownOption(
  spelling: string,
  meant: string | undefined,
): UsageError {
  const mistyped = didYouMean(meant && `--${meant}`);
  return new UsageError(
    `unknown option ${spelling}${mistyped}: try "postmulti --help"`,
  );
}

function valueOf(
  { value, fallback, choices }: OptionSpec,
  { spelling, attached, rest }: {
    readonly spelling: string;
    readonly attached: string | undefined;
    readonly rest: string[];
  },
): string {
  if (value === undefined) return "";
  const given = attached ?? fallback ?? rest.shift();
  if (given !== undefined) return given;
  throw new UsageError(
    `option ${spelling} needs a value (${value})` +
      (choices === undefined ? "" : `: give one of ${choices.join(", ")}`),
  );
}
