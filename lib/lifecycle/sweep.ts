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
import type { Diagnostics } from "../diag/diagnostics.ts";
import { removeUnlockedFile } from "../sys/remove.ts";
import type { ListSources } from "./list_change.ts";

/** Where to look, and where to tell what could not be removed. */
export interface SweepMeans extends ListSources {
  /** Gets one warning for each file that stays. */
  readonly diagnostics: Diagnostics;
}

/**
 * Remove main.cf.tmp of the primary and of every listed instance, where nobody
 * holds it locked. A main.cf that cannot be read is somebody else's business.
 */
export function sweepTemporaries(means: SweepMeans): void {
  for (const directory of managedDirectories(means)) {
    const path = `${directory}/main.cf.tmp`;
    try {
      removeUnlockedFile(path);
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      means.diagnostics.warning(
        `${error.message}: it is left as it is, and does no harm`,
      );
    }
  }
}

function managedDirectories(
  { configDirectory, compiledIn }: ListSources,
): readonly string[] {
  try {
    const primary = readParameters(configDirectory, compiledIn);
    const listed = listOf(primary.value("multi_instance_directories"));
    return [configDirectory, ...listed];
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    return [];
  }
}
