/**
 * Removing the temporary files of editors that were killed.
 *
 * They do no harm, for the next editor of the same file takes them over, but an
 * administrator would wonder about them.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { readParameters } from "../postfix/installation.ts";
import { listOf } from "../postfix/parameters.ts";
import { removeUnlockedFile } from "../sys/remove.ts";
import type { ListSources } from "./list_change.ts";

/**
 * Remove main.cf.tmp of the primary and of every listed instance, where nobody
 * holds it locked. A main.cf that cannot be read is somebody else's business.
 */
export function sweepTemporaries(
  { configDirectory, compiledIn }: ListSources,
): void {
  try {
    const primary = readParameters(configDirectory, compiledIn);
    const listed = listOf(primary.value("multi_instance_directories"));
    for (const directory of [configDirectory, ...listed]) {
      removeUnlockedFile(`${directory}/main.cf.tmp`);
    }
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
  }
}
