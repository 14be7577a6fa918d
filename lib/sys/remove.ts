/**
 * Removing single files and empty directories, never what a symbolic link
 * leads to, and never more than was named.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { withResource } from "./with_resource.ts";
import { lstatOrNothing, reasonOf } from "./files.ts";
import { tryOpenLocked } from "./lock_file.ts";

/**
 * Remove one file, FIFO, socket or symbolic link; nothing there is fine.
 *
 * @throws {FatalError} When it cannot be removed, or is a directory.
 */
export function removeFile(path: string): void {
  const info = lstatOrNothing(path);
  if (info === undefined) return;
  if (info.isDirectory) throw new FatalError(`${path}: this is a directory`);
  removeNow(path);
}

/**
 * Remove one empty directory; nothing there is fine.
 *
 * @throws {FatalError} When it is not empty, not a directory, or cannot be
 * removed; the message says what is left in it.
 */
export function removeDirectory(path: string): void {
  const info = lstatOrNothing(path);
  if (info === undefined) return;
  if (!info.isDirectory) {
    throw new FatalError(`${path}: this is not a directory`);
  }
  removeNow(path);
}

/**
 * Remove a temporary file that a killed process has left behind; one that
 * a process holds locked, and anything that is not a regular file, stays.
 *
 * @throws {FatalError} When it cannot be removed.
 */
export function removeUnlockedFile(path: string): void {
  if (!lstatOrNothing(path)?.isFile) return;
  const file = tryOpenLocked(path);
  if (file !== undefined) withResource(file, () => removeNow(path));
}

function removeNow(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw new FatalError(`${path}: ${reasonOf(error)}`);
  }
}
