/**
 * What may be remembered of a main.cf: only what must change with the file.
 *
 * A file that has been left alone for a while, so that the next change shows in
 * its times, and values that stand there as they are, without `$name` in them.
 * Pure, but for the clock.
 *
 * @module
 */

import type { CompiledIn } from "../../postfix/compiled_in.ts";
import { SHARED_DIRECTORIES } from "../../postfix/installation.ts";
import type { Parameters } from "../../postfix/parameters.ts";
import type { FileIdentity } from "../../sys/identity.ts";

/** How long a main.cf must have been left alone; times of files are coarse. */
const SETTLED_MS = 2000;

/** All that an instance is made of. */
const WORDS = [
  "multi_instance_name",
  "multi_instance_group",
  "multi_instance_enable",
];
const DIRECTORIES = ["queue_directory", "data_directory"];

/** Whether a file has been left alone for so long that the next change must show. */
export function isSettled(
  identity: FileIdentity | undefined,
): identity is FileIdentity {
  return identity !== undefined &&
    Date.now() - identity.changedMs > SETTLED_MS;
}

/**
 * Whether nothing but its main.cf and the defaults has a say in a secondary
 * instance; its directories may not be left to the defaults.
 */
export function isLiteral(
  parameters: Parameters,
  defaultOf: CompiledIn["get"],
): boolean {
  return DIRECTORIES.every((name) => parameters.explicit(name) !== undefined) &&
    arePlain([...DIRECTORIES, ...WORDS], parameters, defaultOf);
}

/** The same of the primary instance, its list and the directories all share. */
export function isPrimaryLiteral(
  parameters: Parameters,
  defaultOf: CompiledIn["get"],
): boolean {
  const names = [
    ...DIRECTORIES,
    ...WORDS,
    ...SHARED_DIRECTORIES,
    "multi_instance_directories",
  ];
  return arePlain(names, parameters, defaultOf);
}

function arePlain(
  names: readonly string[],
  parameters: Parameters,
  defaultOf: CompiledIn["get"],
): boolean {
  return names.every((name) =>
    !(parameters.explicit(name) ?? defaultOf(name) ?? "").includes("$")
  );
}
