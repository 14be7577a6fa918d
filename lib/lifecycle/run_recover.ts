/**
 * Running `postmulti --recover`: settle what a dead process has left unfinished,
 * and do nothing else.
 *
 * @module
 */

import type { EditRunContext } from "./edit_run_context.ts";
import { refuseUnremoved } from "./unremoved.ts";
import type { Interrupted } from "./recover.ts";
import { removeStaleTemporaries } from "./remove_stale_temporaries.ts";
import { settleLeftOver, underLock } from "./under_lock.ts";

/**
 * Finish or undo an interrupted action.
 *
 * @param tell Told which one that was; undefined for none.
 * @throws {FatalError} When that cannot be done.
 */
export async function runRecover(
  context: EditRunContext,
  tell: (interrupted: Interrupted | undefined) => void,
): Promise<void> {
  await underLock("--recover", context, async (lock) => {
    const { interrupted, left } = await settleLeftOver(lock, context);
    removeStaleTemporaries(context);
    // The mail log gets it, and is reached through the primary.
    context.readInstallation();
    tell(interrupted);
    refuseUnremoved(left, "the interrupted action has been finished");
  });
}
