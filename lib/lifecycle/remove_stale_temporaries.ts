/**
 * Removing what editors and runs of --apply that were killed have left.
 *
 * These files do no harm, because the next editor, or the next run, takes them over,
 * but an administrator would wonder about them.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { readParameters } from "../postfix/installation.ts";
import { listOf } from "../postfix/parameters.ts";
import type { Diagnostics } from "../diag/diagnostics.ts";
import { removeUnlockedFile } from "../sys/remove.ts";
import { APPLY_LOCK } from "./apply_lock.ts";
import type { ListContext } from "./list_change.ts";

/** Where to look, and where to report what could not be removed. */
export interface RemovalContext extends ListContext {
  /** Gets one warning for each file that stays. */
  readonly diagnostics: Diagnostics;
}

/**
 * Remove main.cf.tmp of the primary and of every listed instance, and the lock
 * of --apply, where they are not locked. A main.cf that cannot be read is
 * not its concern.
 */
export function removeStaleTemporaries(context: RemovalContext): void {
  const paths = [
    `${context.configDirectory}/${APPLY_LOCK}`,
    ...managedDirectories(context).map((directory) =>
      `${directory}/main.cf.tmp`
    ),
  ];
  for (const path of paths) {
    try {
      removeUnlockedFile(path);
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      context.diagnostics.warning(
        `${error.message}: it is left as it is, and does no harm`,
      );
    }
  }
}

function managedDirectories(
  { configDirectory, compiledIn }: ListContext,
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
