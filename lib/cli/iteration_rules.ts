/**
 * The rules for options of the iterator modes, -p and -x. Pure.
 *
 * @module
 */

import type { ParsedOptions } from "./parsed_options.ts";

/** A rule between options. */
export interface Rule {
  /** Whether a command line breaks it. */
  readonly isBroken: (given: ParsedOptions) => boolean;
  /** What to say then; a function where that is made of tables. */
  readonly text: string | (() => string);
}

/** In the order in which they are looked at. */
export const ITERATION_RULES: readonly Rule[] = [
  {
    isBroken: (given) =>
      given.has("output") && !(given.has("json") && isIteration(given)),
    text: "--output goes with -j -p and -j -x only",
  },
  {
    isBroken: (given) => given.has("jobs") && !isIteration(given),
    text: "--jobs goes with -p and -x only",
  },
  {
    isBroken: (given) =>
      given.values("jobs")
        .some((word) => !/^(auto|[1-9][0-9]{0,3})$/.test(word)),
    text: "--jobs needs a number from 1 to 9999, or auto: --jobs=2",
  },
];

function isIteration(given: ParsedOptions): boolean {
  return given.has("wrapper") || given.has("command");
}
