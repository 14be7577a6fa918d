/**
 * The options and operands behind a command of --plugins. Pure.
 *
 * @module
 */

import { getopt, type OptionSpec } from "./getopt.ts";

/** All options that a command of --plugins can have. */
export const PLUGINS_OPTIONS = [
  {
    id: "name",
    short: "i",
    value: "NAME",
    help: "the instance",
  },
  { id: "json", short: "j", long: "json", help: "as JSON" },
  {
    id: "replace",
    long: "replace",
    help: "an edited copy, too; it is kept as FILE.orig",
  },
] as const satisfies readonly OptionSpec[];

/** What the program calls an option behind a command of --plugins. */
export type PluginsOptionId = typeof PLUGINS_OPTIONS[number]["id"];

/** The words after a command of --plugins. */
export interface PluginsWords {
  /** Those that are not options. */
  readonly operands: readonly string[];
  /** The options that were given. */
  readonly ids: readonly PluginsOptionId[];
  /** The last value of an option; "" for one without a value. */
  readonly option: (id: PluginsOptionId) => string | undefined;
}

/**
 * Take apart what follows a command. Options may stand before, between and after
 * the operands.
 *
 * @throws {UsageError} For an option that no command has.
 */
export function splitPluginsWords(words: readonly string[]): PluginsWords {
  const values = new Map<string, string>();
  const operands: string[] = [];
  let rest = words;
  do {
    const parsed = getopt(rest, PLUGINS_OPTIONS);
    for (const { spec, value } of parsed.options) values.set(spec.id, value);
    operands.push(...parsed.operands.slice(0, 1));
    rest = parsed.operands.slice(1);
  } while (rest.length > 0);
  const ids = PLUGINS_OPTIONS.map(({ id }) => id).filter((id) =>
    values.has(id)
  );
  return { operands, ids, option: (id) => values.get(id) };
}

/** Whether JSON is asked for behind a command; behind `plan` it is another's word. */
export function hasJsonOption(
  name: string,
  words: readonly string[],
): boolean {
  return name !== "plan" && splitPluginsWords(words).ids.includes("json");
}
