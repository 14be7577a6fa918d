/**
 * Which parameters a main.cf sets more than once. Pure.
 *
 * @module
 */

import { toText } from "../main_cf/lossless_text.ts";
import type { MainCf } from "../main_cf/parse.ts";
import type { OverriddenSetting } from "./facts.ts";

/** Those that are set to another value later, in the order of the lines in force. */
export function overriddenSettings(
  { settings, warnings }: Pick<MainCf, "settings" | "warnings">,
): OverriddenSetting[] {
  const lines = new Set(warnings.map(({ line }) => line));
  return [...settings.values()]
    .filter(({ line }) => lines.has(line))
    .sort((a, b) => a.line - b.line)
    .map(({ name, value, line }) => ({
      name: toText(name),
      value: toText(value),
      line,
    }));
}
