/**
 * How options are written. Pure.
 *
 * @module
 */

import type { OptionSpec } from "./getopt.ts";

/** One way to write an option, without a value: `-g`, or `--map` if it has no letter. */
export function spelled({ short, long }: OptionSpec): string {
  return short === undefined ? `--${long}` : `-${short}`;
}

/** All ways to write an option, without a value: `-j` and `--json`. */
export function spellingsOf({ short, long }: OptionSpec): string[] {
  return [
    ...short === undefined ? [] : [`-${short}`],
    ...long === undefined ? [] : [`--${long}`],
  ];
}

/** An option in a list of options: `-j, --json`, `-g GROUP`, `--map[=FORMAT]`. */
export function usageOf(option: OptionSpec): string {
  const both = spellingsOf(option).join(", ");
  const { long, value, fallback } = option;
  if (value === undefined) return both;
  if (fallback !== undefined) return `${both}[=${value}]`;
  return both + (long === undefined || option.isLast ? " " : "=") + value;
}
