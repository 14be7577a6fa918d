/**
 * The `name=value` operands of -e create and -e import. Pure.
 *
 * @module
 */

import { UsageError } from "../diag/errors.ts";
import type {
  DirectoryParameter,
  DirectorySettings,
  EditAction,
} from "../lifecycle/request.ts";
import { directoryProblem } from "../registry/directory_problem.ts";
import { NAME_PREFIX, withoutSlash } from "../registry/instance.ts";

/** The parameters that an action lets the command line set. */
const SETTABLE: Partial<
  Record<EditAction, readonly DirectoryParameter[]>
> = {
  create: ["config_directory", "queue_directory", "data_directory"],
  import: ["config_directory"],
};

/**
 * Read `name=value` words. White space around the name and the value does not
 * count, nor do slashes at the end of the value; a later setting of the same
 * name wins.
 *
 * @throws {UsageError} For a word of another shape, a name the action does not
 * take, or a value that is not an absolute path below the root directory.
 */
export function readDirectorySettings(
  action: EditAction,
  words: readonly string[],
): DirectorySettings {
  const settable = SETTABLE[action] ?? [];
  const [first] = words;
  if (settable.length === 0 && first !== undefined) {
    throw new UsageError(`-e ${action} takes no operand: "${first}"`);
  }
  const settings: Partial<Record<DirectoryParameter, string>> = {};
  for (const word of words) {
    const { name, value } = splitSetting(action, word);
    const parameter = settable.find((known) => known === name);
    if (parameter === undefined) {
      throw new UsageError(
        `${name} cannot be set with -e ${action}: only ` +
          settable.join(", "),
      );
    }
    settings[parameter] = directoryIn(word, value);
  }
  return settings;
}

function splitSetting(
  action: EditAction,
  word: string,
): { name: string; value: string } {
  const equals = word.indexOf("=");
  const name = word.slice(0, Math.max(equals, 0)).trim();
  if (name === "") {
    const meant = word.startsWith("/")
      ? `config_directory=${word}`
      : `-I ${word.startsWith(NAME_PREFIX) ? "" : NAME_PREFIX}${word}`;
    const remedy = word === "" || word.includes("=")
      ? ""
      : `: did you mean "-e ${action} ${meant}"?`;
    throw new UsageError(`"${word}" is not of the form name=value${remedy}`);
  }
  return { name, value: word.slice(equals + 1).trim() };
}

function directoryIn(word: string, value: string): string {
  const problem = directoryProblem(value);
  if (problem !== undefined) throw new UsageError(`"${word}": ${problem}`);
  return withoutSlash(value);
}
