/**
 * Looking whether somebody holds the flock(2) on a file, without waiting.
 *
 * @module
 */

import { lstatOrNothing } from "./files.ts";

/**
 * Whether another process holds the lock on a file.
 *
 * The lock is taken and let go at once, shared, so that two who look at the
 * same moment do not see each other.
 *
 * @returns False also when the file is not there; undefined when it cannot be
 * told, because the file cannot be opened or is none.
 */
export function isLocked(path: string): boolean | undefined {
  const info = lstatOrNothing(path);
  if (info === undefined) return false;
  if (!info.isFile) return undefined;
  try {
    using file = Deno.openSync(path);
    return !file.tryLockSync(false);
  } catch {
    return undefined;
  }
}
