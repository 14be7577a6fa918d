/**
 * One life-cycle action at a time: the lock of the primary instance.
 *
 * The lock is the file postmulti.lock in the primary's configuration
 * directory. It is there only while an action runs, root alone can open it,
 * and it holds the journal of the action. A file with content that is not
 * locked is the journal of a dead process.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { withResource } from "../sys/with_resource.ts";
import { type HeldFile, holdFile } from "../sys/held_file.ts";

/** How long to wait for another action by default, in seconds. */
export const LOCK_TIMEOUT_S = 30;

/** How long to wait for a lock. */
export interface LockWait {
  /** At most, in milliseconds. */
  readonly timeoutMs: number;
  /** Why to wait no longer: `SIGINT`; undefined as long as there is no reason. */
  readonly interrupted?: () => string | undefined;
}

/** The lock, held. */
export interface PrimaryLock extends Disposable {
  /**
   * Whether a process has died while it held the lock, and what it had written
   * has not been dropped yet.
   */
  readonly isLeftOver: boolean;
  /** What that process had written; empty when it had written nothing. */
  readonly left: Uint8Array;
  /** Replace the journal, and sync it. */
  writeJournal(journal: Uint8Array): void;
  /**
   * Forget the journal: what it is about has been settled. Otherwise the file
   * stays when the lock is released, for a later run.
   */
  dropJournal(): void;
  /**
   * Make ready for another action under the same lock: a journal that was
   * dropped is gone from the disk as well.
   *
   * @throws {FatalError} When that cannot be made sure of.
   */
  renew(): void;
}

/** Its name in the primary's configuration directory. */
export const PRIMARY_LOCK = "postmulti.lock";

/**
 * Wait until no other action runs on this primary instance, and keep others
 * out until disposed of.
 *
 * @param configDirectory The primary instance's.
 * @throws {FatalError} Naming the process that holds the lock, when it could not be had
 * in time, or when the lock file is not root's alone.
 */
export async function holdPrimary(
  configDirectory: string,
  { timeoutMs, interrupted = () => undefined }: LockWait,
): Promise<PrimaryLock> {
  const path = `${configDirectory}/${PRIMARY_LOCK}`;
  const file = await holdFile(path, {
    timeoutMs,
    interrupted,
    takeForeign: true,
    timedOut: (holder) =>
      `${path}: ${holder} is changing instances and has not finished: wait ` +
      "for it, and try again; nothing was changed",
  });
  if (file.isPrivate) return lockOn(file);
  file[Symbol.dispose]();
  throw new FatalError(
    `${path}: this is not our lock, because other users can access it: find ` +
      "out who made it, remove it, and try again",
  );
}

function lockOn(file: HeldFile): PrimaryLock {
  let isKept = file.content.length > 0;
  let { isLeftOver } = file;
  return {
    get isLeftOver() {
      return isLeftOver;
    },
    left: file.content,
    writeJournal(journal): void {
      file.rewrite(journal);
      isKept = true;
    },
    dropJournal(): void {
      if (isKept) file.clear();
      isKept = false;
      isLeftOver = false;
    },
    renew(): void {
      if (!isKept) file.syncCleared();
    },
    [Symbol.dispose](): void {
      withResource(file, () => isKept || file.remove());
    },
  };
}
