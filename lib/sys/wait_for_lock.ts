/**
 * Waiting for a lock that is a file; lock_file.ts has the protocol.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import {
  asFatal,
  giveUp,
  isOurs,
  isStillNamed,
  type LockedFile,
  openLockFile,
} from "./lock_file.ts";
import { describeHolder } from "./lock_holder.ts";

const POLL_MS = 10;

/** Another process did not let go of a lock in time. */
export class BusyError extends FatalError {
  /** As errors of the runtime have it. */
  override readonly name = "BusyError";
  /** The other process, as `process 4711 (postconf -e a=b)`; "" when unknown. */
  readonly holder: string;

  /**
   * An error about a lock that could not be had.
   *
   * @param message What to say.
   * @param holder The other process.
   */
  constructor(message: string, holder = "") {
    super(message);
    this.holder = holder;
  }
}

/** How long nothing is said about a wait, in milliseconds. */
const TELL_AFTER_MS = 1000;

/** How to wait for a lock. */
export interface LockOptions {
  /** How long to wait for the process that holds it, in milliseconds. */
  readonly timeoutMs: number;
  /** What to say when that was not enough; `holder` is like `process 4711 (vi)`. */
  readonly timedOut: (holder: string) => string;
  /** Take a file of another user as it is, rather than make a new one. */
  readonly takeForeign?: boolean;
  /** Why to wait no longer: `SIGINT`; undefined as long as there is no reason. */
  readonly interrupted?: () => string | undefined;
}

/** How long a process has waited and will wait, even if the file is replaced. */
interface Wait {
  readonly begunMs: number;
  readonly timeoutMs: number;
  readonly interrupted: LockOptions["interrupted"];
}

/**
 * Take the lock.
 *
 * @returns The locked file; closing it releases the lock.
 * @throws {BusyError} When it cannot be had in time.
 * @throws {FatalError} When the wait is interrupted, or the path is taken by
 * something that is not a regular file.
 */
export async function openLocked(
  path: string,
  { timeoutMs, timedOut, takeForeign = false, interrupted }: LockOptions,
): Promise<LockedFile> {
  const wait = { begunMs: performance.now(), timeoutMs, interrupted };
  while (true) {
    const lock = openLockFile(path);
    try {
      if (!await lockWithin(wait, path, lock.file)) {
        refuseInterrupted(path, interrupted?.());
        const holder = await describeHolder(path);
        throw new BusyError(timedOut(holder), holder);
      }
      if (
        isStillNamed(path, lock.file) &&
        (takeForeign || isOurs(path, lock.file))
      ) return lock;
    } catch (error) {
      giveUp(path, lock);
      throw asFatal(path, error);
    }
    lock.file.close();
  }
}

function refuseInterrupted(path: string, reason: string | undefined): void {
  if (reason === undefined) return;
  throw new FatalError(
    `${path}: interrupted by ${reason} while another process had this locked`,
  );
}

/** Take the lock, unless that takes too long; a terminal shows that after a while. */
async function lockWithin(
  { begunMs, timeoutMs, interrupted }: Wait,
  path: string,
  file: Deno.FsFile,
): Promise<boolean> {
  let progress: Disposable | undefined;
  try {
    while (!file.tryLockSync(true)) {
      const waitedMs = performance.now() - begunMs;
      if (waitedMs >= timeoutMs || interrupted?.() !== undefined) return false;
      if (waitedMs >= TELL_AFTER_MS) {
        progress ??= (await import("./lock_progress.ts")).showWait(
          path,
          begunMs,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return true;
  } finally {
    progress?.[Symbol.dispose]();
  }
}
