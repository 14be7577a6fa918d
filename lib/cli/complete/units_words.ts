/**
 * What can follow a command of --units, taken from its usage. Pure.
 *
 * @module
 */

import { isUnitsCommand, UNITS_COMMANDS } from "../units_command.ts";
import type { Suggestions } from "./suggestions.ts";
import { offered } from "./values.ts";

const OPTIONS = [
  { word: "-j", help: "as JSON" },
  { word: "--dry-run", help: "show what would be done" },
  { word: "--root=", help: "the root of another system" },
];

const ROOT = "--root=";

/** What can stand behind a command of --units. */
export function unitsOffer(
  command: string,
  words: readonly string[],
  typed: string,
): Suggestions | undefined {
  if (!isUnitsCommand(command)) return undefined;
  const { usage } = UNITS_COMMANDS[command];
  if (typed.startsWith(ROOT) && usage.includes(ROOT)) {
    return { kind: "directories", after: ROOT };
  }
  const possible = OPTIONS.filter(({ word }) =>
    usage.includes(word) && !words.some((one) => one.startsWith(word))
  );
  return offered("words", { before: "", typed }, possible);
}
