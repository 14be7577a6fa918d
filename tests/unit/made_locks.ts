/**
 * Locks of instances for unit tests, which touch no file of the host.
 *
 * @module
 */

import type { LockInstance } from "../../lib/registry/instance_lock.ts";
import { BusyError } from "../../lib/sys/wait_for_lock.ts";

/** Locks every instance at once. */
export const FREE: LockInstance = (): Promise<Disposable> =>
  Promise.resolve({ [Symbol.dispose](): void {} });

/** Another process never lets go. */
export const BUSY: LockInstance = (): Promise<never> =>
  Promise.reject(new BusyError("process 1 (x) works on this instance"));

/** Locks every instance at once; says `lock DIRECTORY` and `unlock DIRECTORY`. */
export function recordLocks(record: (line: string) => void): LockInstance {
  return (configDirectory) => {
    record(`lock ${configDirectory}`);
    return Promise.resolve({
      [Symbol.dispose]: () => record(`unlock ${configDirectory}`),
    });
  };
}
