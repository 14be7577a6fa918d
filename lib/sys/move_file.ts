/**
 * Giving a file another name in its directory.
 *
 * @module
 */

import { dirname } from "@std/path/posix/dirname";
import { FatalError } from "../diag/errors.ts";
import { syncDirectory } from "./durable.ts";
import { lstatOrNothing, reasonOf } from "./files.ts";

/**
 * Rename a file, unless the new name is taken.
 *
 * @param to Absolute, in the same directory.
 * @throws {FatalError} When it is taken, or the file cannot be renamed.
 */
export function moveFile(from: string, to: string): void {
  if (lstatOrNothing(to) !== undefined) {
    throw new FatalError(`${to}: this is there already: rename or remove it`);
  }
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    throw new FatalError(
      `${from}: cannot be renamed to ${to}: ${reasonOf(error)}`,
    );
  }
  syncDirectory(dirname(to));
}
