/**
 * Making directories and files.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { withResource } from "./with_resource.ts";
import { lstatOrNothing, reasonOf } from "./files.ts";
import { tryOpenLocked } from "./lock_file.ts";
import { putInPlace, removeTemporary } from "./replacement.ts";

/**
 * Make one directory, whose parent exists; its mode does not depend on the umask.
 *
 * @throws {FatalError} When it cannot be made; also when something is there already.
 */
export function makeDirectory(path: string, mode: number): void {
  try {
    Deno.mkdirSync(path, { mode: 0o700 });
    if (mode !== 0o700) Deno.chmodSync(path, mode);
  } catch (error) {
    throw new FatalError(`${path}: cannot be made: ${reasonOf(error)}`);
  }
}

/**
 * Make a directory that only its owner can open, and those above it; one that is
 * there is left as it is.
 *
 * @throws {FatalError} When it cannot be made.
 */
export function makePrivateDirectory(path: string): void {
  if (lstatOrNothing(path)?.isDirectory) return;
  try {
    Deno.mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new FatalError(`${path}: cannot be made: ${reasonOf(error)}`);
  }
}

/**
 * Write a file so that it is there completely or, when that fails, as it was.
 *
 * The new bytes go to PATH.tmp, locked, and are on the disk before it is
 * renamed; a PATH.tmp left by a killed process is taken over. That the name is
 * on the disk is left to the caller, who may have more names to sync.
 *
 * @throws {FatalError} When that fails, or another process is writing the file.
 */
export function writeFile(
  path: string,
  content: Uint8Array,
  mode: number,
): void {
  const temporary = `${path}.tmp`;
  const file = tryOpenLocked(temporary);
  if (file === undefined) {
    throw new FatalError(
      `${path}: another process is writing it: wait for it, and try again`,
    );
  }
  try {
    withResource(
      file,
      () => putInPlace(file, { path, temporary, content, mode }),
    );
  } catch (error) {
    removeTemporary(temporary);
    throw new FatalError(`${path}: cannot be written: ${reasonOf(error)}`);
  }
}
