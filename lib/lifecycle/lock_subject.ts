/**
 * Locking the instance that is changed.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { fullTitleOf, type Instance } from "../registry/instance.ts";
import type {
  InstanceLock,
  InstanceLockOptions,
  LockInstance,
} from "../registry/instance_lock.ts";
import { PASSED } from "../sys/noted_lock.ts";
import { BusyError } from "../sys/wait_for_lock.ts";

/** What an instance is locked with. */
export interface LockContext {
  /** Locks an instance. */
  readonly lockInstance: LockInstance;
  /** Where to report. */
  readonly diagnostics: Diagnostics;
}

/**
 * Keep other runs away from the instance that is changed.
 *
 * @throws {BusyError} When another run does not finish in time.
 * @throws {FatalError} When the wait was interrupted.
 */
export async function lockSubject(
  what: string,
  subject: Instance,
  { context: { lockInstance, diagnostics }, wait }: {
    readonly context: LockContext;
    readonly wait: InstanceLockOptions;
  },
): Promise<InstanceLock> {
  const about = `${what} of instance ${fullTitleOf(subject)}`;
  try {
    return await lockInstance(subject.configDirectory, wait);
  } catch (error) {
    if (error instanceof BusyError) {
      throw new BusyError(
        `${about}: ${error.message}: wait for it, or give it more time with ` +
          "--lock-timeout; nothing was changed",
      );
    }
    if (!(error instanceof FatalError)) throw error;
    if (wait.interrupted?.() !== undefined) throw error;
    diagnostics.notice(`${about} goes ahead without a lock: ${error.message}`);
    return PASSED;
  }
}
