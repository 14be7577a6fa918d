/**
 * A lock file with a note of who holds it, so that those who know the note pass. A
 * process that cannot wait for the holder can leave a mark for it.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { writeFully } from "./durable.ts";
import { lstatOrNothing } from "./files.ts";
import { asFatal, tryOpenLocked } from "./lock_file.ts";
import { isHeldByAncestor } from "./lock_holder.ts";
import { readRegularFile } from "./read_file.ts";
import { removeFile } from "./remove.ts";
import { BusyError, type LockOptions, openLocked } from "./wait_for_lock.ts";

/** How to take a lock. */
export interface NotedLockOptions extends LockOptions {
  /** What the file says while the lock is held; "" for nothing. */
  readonly note: string;
  /** The note that lets this process pass; "" for none. */
  readonly passingNote: string;
  /** Whether this process goes ahead when it cannot have the lock in time. */
  readonly overtakes: boolean;
}

/** A lock that is held, until disposed of. */
export interface NotedLock extends Disposable {
  /** Whether another process held it first. */
  readonly isContended: boolean;
  /** Whether another process has gone ahead without it. */
  isOvertaken(): boolean;
}

/** For a process that needs no lock. */
export const PASSED: NotedLock = {
  isContended: false,
  isOvertaken: () => false,
  [Symbol.dispose](): void {},
};

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
): Promise<NotedLock> {
  const { note, passingNote, overtakes } = options;
  const file = tryOpenLocked(path);
  if (file !== undefined) return hold(path, file, { note, isContended: false });
  if (await mayPass(path, passingNote)) return PASSED;
  try {
    const { file } = await openLocked(path, options);
    return hold(path, file, { note, isContended: true });
  } catch (error) {
    if (overtakes && error instanceof BusyError) leaveMark(path);
    throw error;
  }
}

/** Makes a lock of a file that is locked. @throws {FatalError} When it cannot be written. */
function hold(path: string, file: Deno.FsFile, { note, isContended }: {
  readonly note: string;
  readonly isContended: boolean;
}): NotedLock {
  const mark = markOf(path);
  const release = (): void => {
    try {
      removeFile(mark);
      removeFile(path);
    } finally {
      file.close();
    }
  };
  try {
    // A killed process has left its own, and others a mark for it.
    removeFile(mark);
    file.truncateSync(0);
    writeFully(file, new TextEncoder().encode(note));
  } catch (error) {
    release();
    throw asFatal(path, error);
  }
  return {
    isContended,
    isOvertaken: () => lstatOrNothing(mark) !== undefined,
    [Symbol.dispose]: release,
  };
}

function markOf(path: string): string {
  return `${path}.overtaken`;
}

/** Tells the holder that this process goes ahead; without it, the holder goes on. */
function leaveMark(path: string): void {
  try {
    Deno.openSync(markOf(path), { write: true, create: true, mode: 0o600 })
      .close();
  } catch {
    // A full disk is not a reason not to stop.
  }
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
