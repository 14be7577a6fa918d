/**
 * What every change of the instances begins with: who may, and one at a time.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { isRoot } from "../sys/process.ts";
import type { EditRunContext } from "./edit_run_context.ts";
import { holdPrimary, type PrimaryLock } from "./primary_lock.ts";
import type { Recovery } from "./recover.ts";
import { refuseUntrusted } from "./trusted.ts";

/**
 * Do something while no other process changes the instances.
 *
 * @param what As the command line has it: `-e create`.
 * @throws {FatalError} When this user may not, or the lock cannot be had.
 */
export async function underLock(
  what: string,
  { configDirectory, lockTimeoutMs, session }: EditRunContext,
  work: (lock: PrimaryLock) => Promise<void>,
): Promise<void> {
  refuseUnlessAllowed(what, configDirectory);
  if (session !== undefined) return await session.under(work);
  const lock = await holdPrimary(configDirectory, { timeoutMs: lockTimeoutMs });
  try {
    await work(lock);
  } finally {
    lock[Symbol.dispose]();
  }
}

/**
 * Refuse what this user may not do, or what could be turned against root.
 *
 * @throws {FatalError} When it is so.
 */
export function refuseUnlessAllowed(
  what: string,
  configDirectory: string,
): void {
  if (!isRoot()) {
    throw new FatalError(`${what} changes the mail system: run it as root`);
  }
  refuseUntrusted(configDirectory);
}

/**
 * Finish or undo what a dead process has left.
 *
 * @throws {FatalError} When that cannot be done.
 */
export async function settleLeftOver(
  lock: PrimaryLock,
  { configDirectory, compiledIn, diagnostics }: EditRunContext,
): Promise<Recovery> {
  if (!lock.isLeftOver) return { interrupted: undefined, left: [] };
  const { recover } = await import("./recover.ts");
  const { removeStaleTemporaries } = await import(
    "./remove_stale_temporaries.ts"
  );
  const sources = { configDirectory, compiledIn };
  const recovery = await recover(lock.left, { diagnostics, sources, lock });
  removeStaleTemporaries({ ...sources, diagnostics });
  return recovery;
}
