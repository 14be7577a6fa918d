/**
 * Locks of instances for unit tests, which touch no file of the host.
 *
 * @module
 */

import { type TargetLock, UNLOCKED } from "../../lib/plugins/hook_target.ts";
import type {
  InstanceLock,
  LockInstance,
} from "../../lib/registry/instance_lock.ts";
import { PASSED } from "../../lib/sys/noted_lock.ts";
import { BusyError } from "../../lib/sys/wait_for_lock.ts";

/** Locks every instance at once. */
export const FREE: LockInstance = (): Promise<InstanceLock> =>
  Promise.resolve(PASSED);

/** Another process never lets go. */
export const BUSY: LockInstance = (): Promise<never> =>
  Promise.reject(new BusyError("process 1 (x) works on this instance"));

/** A lock like another, with changes. */
export function madeLock(change: Partial<InstanceLock> = {}): InstanceLock {
  return {
    isContended: false,
    isOvertaken: () => false,
    [Symbol.dispose](): void {},
    ...change,
  };
}

/** A lock as hooks are called under, with changes. */
export function madeTargetLock(
  change: Partial<TargetLock> = {},
): TargetLock {
  return { ...UNLOCKED, ...change };
}

/** Locks every instance at once; says `lock DIRECTORY` and `unlock DIRECTORY`. */
export function recordLocks(
  record: (line: string) => void,
  change: Partial<InstanceLock> = {},
): LockInstance {
  return (configDirectory): Promise<InstanceLock> => {
    record(`lock ${configDirectory}`);
    return Promise.resolve(madeLock({
      ...change,
      [Symbol.dispose]: () => record(`unlock ${configDirectory}`),
    }));
  };
}
