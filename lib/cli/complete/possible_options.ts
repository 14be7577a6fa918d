/**
 * Which options can still be given, asked of the parser: an option can be, if
 * some command line that begins like this one and has it is accepted. Pure.
 *
 * @module
 */

import { isAccepted, isInformation, trialsOf } from "../command_line_check.ts";
import { getopt, type OptionSpec } from "../getopt.ts";
import { isMode, MODE_TABLE } from "../mode_table.ts";
import { OPTION_TABLE, shownOptions } from "../option_table.ts";
import { spellingsOf } from "../spelling.ts";
import type { Candidate } from "./suggestions.ts";

/** Those that mean more when they are repeated. */
const REPEATABLE: readonly string[] = ["verbose"];

/** The options that can follow some words, none of which is an operand. */
export function possibleOptions(words: readonly string[]): Candidate[] {
  const given = getopt(words, OPTION_TABLE).options.map(({ spec }) => spec.id);
  return shownOptions()
    .filter(({ id }) => !given.includes(id) || REPEATABLE.includes(id))
    .filter((option) => isPossible(option, words))
    .flatMap((option) =>
      spellingsOf(option).map((word) => ({ word, help: option.help }))
    );
}

/** Whether some words can follow some others, none of which is an operand. */
export function canFollow(
  words: readonly string[],
  trial: readonly string[],
): boolean {
  const begun = [...words, ...trial];
  return endings(begun).some((ending) => isAccepted([...begun, ...ending]));
}

function isPossible(option: OptionSpec, words: readonly string[]): boolean {
  const trials = trialsOf(option);
  // The manual and its like go with everything, but are meant alone. Help is about
  // what it stands beside.
  const isMeantAlone = isInformation(option) && option.id !== "help";
  if (isMeantAlone && words.length > 0) return false;
  return trials.some((trial) => canFollow(words, trial));
}

/** What could make a whole command line of one that has been begun. */
function endings(begun: readonly string[]): readonly (readonly string[])[] {
  const given = getopt(begun, OPTION_TABLE).options.map(({ spec }) => spec.id);
  const mode = given.find(isMode);
  const samples = MODE_TABLE.filter(({ id }) =>
    mode === undefined || id === mode
  )
    .flatMap(({ samples }) => samples);
  return [[], ...samples.map((sample) => without(given, sample))];
}

/** A command line without the options that have been given already. */
function without(
  given: readonly string[],
  sample: readonly string[],
): readonly string[] {
  const { options, operands } = getopt(sample, OPTION_TABLE);
  const missing = options.filter(({ spec }) => !given.includes(spec.id));
  return [
    ...missing.flatMap(({ spec, spelling, value }) =>
      spec.value === undefined || spec.fallback !== undefined
        ? [spelling]
        : [spelling, value]
    ),
    ...operands,
  ];
}
