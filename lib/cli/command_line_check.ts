/**
 * Which command lines the program accepts, asked of the parser itself: what is
 * said of options elsewhere (in the manual, by the completions) cannot differ
 * from what is done with them. Pure.
 *
 * @module
 */

import { UsageError } from "../diag/errors.ts";
import { getopt, type OptionSpec } from "./getopt.ts";
import { isMode, MODE_TABLE, type ModeSpec } from "./mode_table.ts";
import { OPTION_TABLE } from "./option_table.ts";
import { parseCommandLine } from "./request.ts";
import { spelled } from "./spelling.ts";

/** Values of which one is accepted by each option that has no few choices. */
const ANY_VALUES: readonly string[] = ["x", "-", "1", "/x"];

/** Whether the program would take a command line. */
export function isAccepted(words: readonly string[]): boolean {
  try {
    parseCommandLine(words);
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/** The ways to write an option with a value that it could have. */
export function trialsOf(option: OptionSpec): readonly (readonly string[])[] {
  const word = spelled(option);
  if (option.value === undefined || option.fallback !== undefined) {
    return [[word]];
  }
  return (option.choices ?? ANY_VALUES).map((value) => [word, value]);
}

/** The modes, of all or of some, that an option can be given with. */
export function modesWith(
  option: OptionSpec,
  modes: readonly ModeSpec[] = MODE_TABLE,
): readonly ModeSpec[] {
  const trials = trialsOf(option);
  return modes.filter(({ samples }) =>
    samples.some((sample) =>
      getopt(sample, OPTION_TABLE).options.some(({ spec }) =>
        spec.id === option.id
      ) ||
      trials.some((trial) => isAccepted([...trial, ...sample]))
    )
  );
}

/** Whether an option is answered without a mode, as --help and --version are. */
export function isInformation(option: OptionSpec): boolean {
  return !isMode(option.id) && trialsOf(option).some(isAccepted);
}
