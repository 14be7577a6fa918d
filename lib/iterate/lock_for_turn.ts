/**
 * Locking an instance for what starts, stops or reloads it.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import type { Occasion } from "../plugins/occasion.ts";
import { titleOf } from "../registry/instance.ts";
import type { LockInstance } from "../registry/instance_lock.ts";
import { isRoot } from "../sys/process.ts";
import { BusyError } from "../sys/wait_for_lock.ts";

const UNLOCKED: Disposable = { [Symbol.dispose](): void {} };

/** What a turn is locked with. */
export interface LockOptions {
  /** Of the run, for its hooks; "" without hooks. */
  readonly runId: string;
  /** Locks an instance. */
  readonly lockInstance: LockInstance;
  /** How long to wait for another run, in milliseconds. */
  readonly lockTimeoutMs: number;
  /** The signal that has come; undefined without one. */
  readonly interrupted: () => string | undefined;
  /** Where to report. */
  readonly diagnostics: Diagnostics;
}

/**
 * Keep other runs away from the instance while its turn lasts. Commands that do not
 * change what runs take no lock. A command that stops goes ahead when another run
 * does not finish in time: at shutdown, each instance has to be reached.
 *
 * @returns Undefined when another run works on the instance, which has been
 * reported, and when a signal has come.
 */
export async function lockForTurn(
  { instance, operation }: Pick<Occasion, "instance" | "operation">,
  { runId, lockInstance, lockTimeoutMs, interrupted, diagnostics }: LockOptions,
): Promise<Disposable | undefined> {
  const isStop = operation.class === "stop";
  const changes = isStop || operation.class === "start" ||
    operation.op === "reload";
  if (!changes || !isRoot()) return UNLOCKED;
  const about = `instance ${titleOf(instance)}: ${operation.op}`;
  try {
    return await lockInstance(instance.configDirectory, {
      runId,
      timeoutMs: lockTimeoutMs,
      interrupted,
    });
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    if (interrupted() !== undefined) return undefined;
    if (!(error instanceof BusyError)) {
      diagnostics.notice(
        `${about} goes ahead without a lock: ${error.message}`,
      );
      return UNLOCKED;
    }
    if (isStop) {
      diagnostics.warning(
        `${about} goes ahead after ${lockTimeoutMs / 1000} s, although ` +
          error.message,
      );
      return UNLOCKED;
    }
    diagnostics.warning(
      `${about}: ${error.message}: wait for it, or give it more time with ` +
        "--lock-timeout",
    );
    return undefined;
  }
}
