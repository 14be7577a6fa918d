/**
 * What an action should have removed and could not.
 *
 * That is not a reason to stop or to go back: the instance is gone from the list,
 * and the rest goes on. But it is not what was asked for, unlike what an action
 * leaves because Postfix did not make it. Pure.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";

/**
 * Refuse to call an action a success that has left something behind; a warning
 * has named each path.
 *
 * @param summary What was done: `destroyed instance postfix-in in /etc/postfix-in`.
 * @throws {FatalError} When there is something.
 */
export function refuseUnremoved(
  paths: readonly string[],
  summary: string,
): void {
  if (paths.length === 0) return;
  throw new FatalError(
    `${summary}, but ${paths.length} of its files and directories could not ` +
      "be removed: see the warnings, and remove them by hand",
  );
}
