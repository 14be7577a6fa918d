/**
 * Which Postfix this run is about: the path of its postconf(1).
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { findCommand, isExecutable } from "../sys/find_command.ts";

/** Where the answer may come from, strongest first. */
export interface PostconfHints {
  /** The value of --postconf, if given. */
  readonly option: string | undefined;
  /** The absolute path of this executable. */
  readonly executable: string;
  /** One variable of the environment. */
  readonly environment: (name: string) => string | undefined;
}

const LAST_RESORT = "/usr/sbin";

/**
 * The postconf(1) of the Postfix to manage.
 *
 * What was named, by --postconf or POSTMULTI_POSTCONF, must be there; else the
 * command_directory that postfix(1) passes to its wrapper, the directory of this
 * executable, the search path and /usr/sbin are tried in this order.
 *
 * @returns An absolute path.
 * @throws {FatalError} When there is none.
 */
export function findPostconf(hints: PostconfHints): string {
  const { option, executable, environment } = hints;
  if (option !== undefined) return named("--postconf", option);
  const variable = environment("POSTMULTI_POSTCONF");
  if (variable) return named("POSTMULTI_POSTCONF", variable);
  const directories = [
    environment("command_directory"),
    executable.slice(0, executable.lastIndexOf("/")),
    ...(environment("PATH") ?? "").split(":"),
    LAST_RESORT,
  ].filter((directory) => directory?.startsWith("/"));
  const found = findCommand("postconf", directories.join(":"));
  if (found !== undefined) return found;
  throw new FatalError(
    "postconf is neither beside this program nor on PATH: install Postfix, " +
      "or name it: --postconf=/path/to/postconf",
  );
}

function named(source: string, path: string): string {
  if (!path.startsWith("/")) {
    throw new FatalError(`${source}: ${path}: this must be an absolute path`);
  }
  if (!isExecutable(path)) {
    throw new FatalError(`${source}: ${path}: there is no such executable`);
  }
  return path;
}
