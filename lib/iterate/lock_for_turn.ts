/**
 * Locking an instance for what starts, stops or reloads it.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import {
  type HookTarget,
  type TargetLock,
  UNLOCKED,
} from "../plugins/hook_target.ts";
import { titleOf } from "../registry/instance.ts";
import type { InstanceLock, LockInstance } from "../registry/instance_lock.ts";
import { isRoot } from "../sys/process.ts";
import { BusyError } from "../sys/wait_for_lock.ts";
import type { InstanceNow } from "./instance_now.ts";

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
  /** What the instance is by now, once it is locked. */
  readonly look: () => InstanceNow;
}

/**
 * Keep other runs away from the instance while its turn lasts. Commands that do not
 * change what runs take no lock. A command that stops goes ahead when another run
 * does not finish in time: at shutdown, each instance has to be reached.
 *
 * @returns Undefined when the turn cannot be taken, which has been reported, and when
 * a signal has come.
 */
export async function lockForTurn(
  { instance, operation }: Pick<HookTarget, "instance" | "operation">,
  options: LockOptions,
): Promise<TargetLock | undefined> {
  const isStop = operation.class === "stop";
  const changes = isStop || operation.class === "start" ||
    operation.op === "reload";
  if (!changes || !isRoot()) return UNLOCKED;
  const { runId, lockInstance, lockTimeoutMs, interrupted, diagnostics } =
    options;
  const about = `instance ${titleOf(instance)}: ${operation.op}`;
  let lock: InstanceLock;
  try {
    lock = await lockInstance(instance.configDirectory, {
      runId,
      timeoutMs: lockTimeoutMs,
      interrupted,
      overtakes: isStop,
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
      const { configDirectory } = instance;
      const tryLock = () =>
        lockInstance(configDirectory, { runId, timeoutMs: 0 });
      return overtakingLock(error.holder, tryLock, options);
    }
    diagnostics.warning(
      `${about}: ${error.message}: wait for it, or give it more time with ` +
        "--lock-timeout",
    );
    return undefined;
  }
  const isInterrupted = interrupted() !== undefined;
  const refusal = isInterrupted
    ? undefined
    : refusalOf({ instance, operation }, options);
  if (!isInterrupted && refusal === undefined) {
    return startLock(lock, operation.op, options);
  }
  if (refusal !== undefined) diagnostics.warning(`${about}: ${refusal}`);
  lock[Symbol.dispose]();
  return undefined;
}

/** Why an instance that was to be started is not any more. */
function refusalOf(
  { instance, operation }: Pick<HookTarget, "instance" | "operation">,
  { look }: LockOptions,
): string | undefined {
  if (operation.op !== "start" || !instance.enabled) return undefined;
  try {
    return look().isEnabled()
      ? undefined
      : "another run has disabled it in the meantime";
  } catch (error) {
    if (error instanceof FatalError) return error.message;
    throw error;
  }
}

function startLock(
  lock: InstanceLock,
  op: string,
  { look }: LockOptions,
): TargetLock {
  const isDoneAlready = op === "start" && lock.isContended &&
    look().isRunning();
  return {
    ...UNLOCKED,
    isDoneAlready,
    isOvertaken: () => op === "start" && lock.isOvertaken(),
    [Symbol.dispose]: () => lock[Symbol.dispose](),
  };
}

/**
 * For a stop that goes ahead without the lock. Its hooks after the operation take the
 * lock if the run that had it is gone, so that a third run waits for them.
 *
 * @param holder The run that has the lock.
 */
function overtakingLock(
  holder: string,
  tryLock: () => Promise<InstanceLock>,
  { look }: LockOptions,
): TargetLock {
  let lock: InstanceLock | undefined;
  return {
    ...UNLOCKED,
    mayFollow: async (isDone) => {
      try {
        lock = await tryLock();
      } catch (error) {
        if (!(error instanceof FatalError)) throw error;
        return !(error instanceof BusyError) || error.holder === holder;
      }
      return !isDone || !look().isRunning();
    },
    [Symbol.dispose]: () => lock?.[Symbol.dispose](),
  };
}
