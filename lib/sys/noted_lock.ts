/**
 * A lock file with a note of who holds it, so that those who know the note pass.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { closing } from "./closing.ts";
import { writeFully } from "./durable.ts";
import { tryOpenLocked } from "./lock_file.ts";
import { isHeldByAncestor } from "./lock_holder.ts";
import { readRegularFile } from "./read_file.ts";
import { removeFile } from "./remove.ts";
import { type LockOptions, openLocked } from "./wait_for_lock.ts";

/** How to take a lock. */
export interface NotedLockOptions extends LockOptions {
  /** What the file says while the lock is held; "" for nothing. */
  readonly note: string;
  /** The note that lets this process pass; "" for none. */
  readonly passingNote: string;
}

/**
 * Take the lock; the file is there until disposed of. A process that knows the note
 * of the holder, or descends from it, goes on without it: the holder waits for it.
 *
 * @throws {BusyError} When it cannot be had in time.
 * @throws {FatalError} When the wait is interrupted, or the file cannot be made.
 */
export async function takeNotedLock(
  path: string,
  options: NotedLockOptions,
): Promise<Disposable> {
  const { note, passingNote } = options;
  const file = tryOpenLocked(path);
  if (file === undefined && await mayPass(path, passingNote)) {
    return { [Symbol.dispose](): void {} };
  }
  const locked = file ?? (await openLocked(path, options)).file;
  // A killed process has left its own.
  locked.truncateSync(0);
  writeFully(locked, new TextEncoder().encode(note));
  return {
    [Symbol.dispose](): void {
      closing(locked, () => removeFile(path));
    },
  };
}

/** A process whose environment was cleared on the way is known by its ancestors. */
async function mayPass(path: string, passingNote: string): Promise<boolean> {
  return passingNote !== "" && says(path, passingNote) ||
    await isHeldByAncestor(path);
}

function says(path: string, note: string): boolean {
  try {
    return new TextDecoder().decode(readRegularFile(path)) === note;
  } catch (error) {
    // It has been released.
    if (error instanceof FatalError) return false;
    throw error;
  }
}
