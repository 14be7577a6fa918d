/**
 * Keeping a journal that is not followed, or not to its end: it may hold the only
 * copy of a file.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { syncDirectory } from "../sys/durable.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { writeFile } from "../sys/make.ts";

/** What the names of kept journals begin with; a number follows. */
export const KEPT_JOURNAL = "postmulti.journal.";

/** So many of them are kept at most. */
const MOST = 1000;

/**
 * Write a journal to a file of its own beside the lock, for root only.
 *
 * @param configDirectory The primary instance's.
 * @returns The path of that file.
 * @throws {FatalError} When it cannot be written.
 */
export function keepJournal(
  bytes: Uint8Array,
  configDirectory: string,
): string {
  for (let number = 1; number <= MOST; number++) {
    const path = `${configDirectory}/${KEPT_JOURNAL}${number}`;
    if (lstatOrNothing(path) !== undefined) continue;
    writeFile(path, bytes, 0o600);
    syncDirectory(configDirectory);
    return path;
  }
  throw new FatalError(
    `${configDirectory}/${KEPT_JOURNAL}*: there are ${MOST} of them: look ` +
      "what is in them, and remove those that are not needed any more",
  );
}
