/**
 * One --apply at a time: a lock beside that of the primary instance.
 *
 * The lock of the primary is let go between the tasks of a document, for hooks
 * may change instances. This one is held from the look at the host to the last
 * task, so that no document is planned while another is being followed. The file
 * is empty. When it is there and not locked, a run was killed; the next
 * takes it over.
 *
 * @module
 */

import { withResource } from "../sys/with_resource.ts";
import { holdFile } from "../sys/held_file.ts";
import type { LockWait } from "./primary_lock.ts";

/** Its name in the primary's configuration directory. */
export const APPLY_LOCK = "postmulti.apply.lock";

/**
 * Wait until no other --apply runs, and keep others out until disposed of.
 *
 * @param configDirectory The primary instance's.
 * @throws {FatalError} Naming the process that holds the lock, when it could not be
 * had in time.
 */
export async function holdApply(
  configDirectory: string,
  { timeoutMs, interrupted = () => undefined }: LockWait,
): Promise<Disposable> {
  const path = `${configDirectory}/${APPLY_LOCK}`;
  const file = await holdFile(path, {
    timeoutMs,
    interrupted,
    timedOut: (holder) =>
      `${path}: ${holder} is applying a document and has not finished: wait ` +
      "for it, or give it more time with --lock-timeout; nothing was changed",
  });
  return {
    [Symbol.dispose](): void {
      withResource(file, () => file.remove());
    },
  };
}
