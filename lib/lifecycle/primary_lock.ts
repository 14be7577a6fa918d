/**
 * One life-cycle action at a time: the lock of the primary instance.
 *
 * The lock is the file postmulti.lock in the primary's configuration
 * directory. It is there only while an action runs, root alone can open it,
 * and it holds nothing.
 *
 * @module
 */

import { openLocked } from "../sys/lock_file.ts";
import { removeFile } from "../sys/remove.ts";

/** How long to wait for another action, in milliseconds. */
export const LOCK_TIMEOUT_MS = 30_000;

/**
 * Wait until no other action runs on this primary instance, and keep others
 * out until disposed of.
 *
 * @throws {FatalError} Naming the process that holds the lock, when waiting
 * was in vain.
 */
export async function holdPrimary(
  configDirectory: string,
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<Disposable> {
  const path = `${configDirectory}/postmulti.lock`;
  const file = await openLocked(path, {
    timeoutMs,
    timedOut: (holder) =>
      `${path}: ${holder} is changing instances and has not finished: wait ` +
      "for it, and try again; nothing was changed",
  });
  return {
    [Symbol.dispose](): void {
      removeFile(path);
      file.close();
    },
  };
}
