/**
 * Looking whether a process holds the flock(2) on a file, without waiting.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { withResource } from "./with_resource.ts";
import { lstatOrNothing, reasonOf } from "./files.ts";
import { openForReading } from "./open_file.ts";

/**
 * Whether another process holds the lock on a file.
 *
 * The lock is taken and let go at once, shared, so that two who look at the
 * same moment do not see each other.
 *
 * @returns False also when the file is not there; undefined when that is
 * unknown, because the path cannot be opened or is not a file.
 */
export function isLocked(path: string): boolean | undefined {
  const info = lstatOrNothing(path);
  if (info === undefined) return false;
  if (!info.isFile) return undefined;
  try {
    return withResource(
      openForReading(path),
      (file) => !file.tryLockSync(false),
    );
  } catch {
    return undefined;
  }
}

/**
 * Whether a file was left by a process of this user that died while it edited:
 * it is not locked.
 */
export function isAbandoned(path: string): boolean {
  const info = lstatOrNothing(path);
  return info !== undefined && info.isFile && info.nlink === 1 &&
    info.uid === Deno.uid() && isLocked(path) === false;
}

/**
 * Take the lock on a file that exists, and keep it until disposed of.
 *
 * @returns "taken" when another process has it, undefined when there is no such
 * file to lock.
 * @throws {FatalError} When it cannot be opened or locked.
 */
export function lockIfThere(path: string): Disposable | "taken" | undefined {
  if (!lstatOrNothing(path)?.isFile) return undefined;
  let file: Deno.FsFile | undefined;
  try {
    file = openForReading(path);
    if (file.tryLockSync(true)) return file;
  } catch (error) {
    file?.close();
    throw new FatalError(`${path}: cannot be locked: ${reasonOf(error)}`);
  }
  file.close();
  return "taken";
}
