/**
 * Running `postmulti --recover`: settle what a dead process has left unfinished,
 * and do nothing else.
 *
 * @module
 */

import type { EditRunContext } from "./edit_run_context.ts";
import { refuseLeftBehind } from "./left_behind.ts";
import type { Interrupted } from "./recover.ts";
import { sweepTemporaries } from "./sweep.ts";
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
    sweepTemporaries(context);
    // The mail log is told about it, and is reached through the primary.
    context.readInstallation();
    tell(interrupted);
    refuseLeftBehind(left, "the interrupted action has been finished");
  });
}
