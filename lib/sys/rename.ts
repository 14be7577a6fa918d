/**
 * Renaming.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { lstatOrNothing, reasonOf } from "./files.ts";

/**
 * Give a file or directory another name; nothing may have that name.
 *
 * @throws {FatalError} When that fails, or the new name is taken.
 */
export function renamePath(from: string, to: string): void {
  if (lstatOrNothing(to) !== undefined) {
    throw new FatalError(
      `${to}: this is in the way of ${from}: look at both, and move one aside`,
    );
  }
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    throw new FatalError(
      `${from}: cannot be renamed to ${to}: ${reasonOf(error)}`,
    );
  }
}
