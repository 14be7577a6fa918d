/**
 * A lock that is a file: taken by flock(2), gone when it is released.
 *
 * Protocol: open or create the file, take an exclusive flock(2) on it, make
 * sure that the path still names the locked file, else start over. The
 * process that holds the lock may rename or remove the file before it lets go; one
 * that waited then finds another file, or none, under the path. A file left by a
 * killed process is not an obstacle, because its lock died with the process.
 *
 * wait_for_lock.ts waits for the process that has the lock; nothing here does.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { isSystemError, kindOf, lstatOrNothing, reasonOf } from "./files.ts";

/** A lock that is held. */
export interface LockedFile {
  /** Open for reading and writing; mode 0600 when it was created. */
  readonly file: Deno.FsFile;
  /** Whether the file was there before: a process held the lock, or died with it. */
  readonly wasThere: boolean;
}

/**
 * Take the lock if it is free.
 *
 * @returns The locked file; undefined when another process has the lock.
 * @throws {FatalError} When the path is taken by something that is not a regular
 * file, or cannot be opened.
 */
export function tryOpenLocked(path: string): Deno.FsFile | undefined {
  const lock = openLockFile(path);
  const { file } = lock;
  try {
    if (
      file.tryLockSync(true) && isStillNamed(path, file) && isOurs(path, file)
    ) return file;
  } catch (error) {
    giveUp(path, lock);
    throw asFatal(path, error);
  }
  file.close();
  return undefined;
}

/**
 * What was made for a lock that could not be taken is not left behind; but only
 * the process that has the lock may remove its file.
 */
export function giveUp(path: string, { file, wasThere }: LockedFile): void {
  try {
    if (!wasThere && file.tryLockSync(true) && isStillNamed(path, file)) {
      Deno.removeSync(path);
    }
  } catch {
    // The first error is what counts.
  }
  file.close();
}

/** An error of the system as one that the administrator can act on. */
export function asFatal(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  return new FatalError(`${path}: cannot be locked: ${reasonOf(error)}`);
}

/**
 * Open or make the file, without a lock on it.
 *
 * @throws {FatalError} When that fails, or something else is in its place.
 */
export function openLockFile(path: string): LockedFile {
  const before = lstatOrNothing(path);
  if (before !== undefined && !before.isFile) {
    throw new FatalError(
      `${path}: this is ${kindOf(before)}: ` +
        "find out who made it, remove it, and try again",
    );
  }
  const wasThere = before !== undefined;
  const options = { read: true, write: true, mode: 0o600 };
  try {
    return {
      file: Deno.openSync(path, { ...options, create: !wasThere }),
      wasThere,
    };
  } catch (error) {
    if (wasThere && error instanceof Deno.errors.NotFound) {
      return openLockFile(path);
    }
    throw new FatalError(`${path}: cannot be opened: ${reasonOf(error)}`);
  }
}

/**
 * The owner of a file can write it, so one that another user has made is
 * removed, now that no process has it locked, and another one is made.
 */
export function isOurs(path: string, file: Deno.FsFile): boolean {
  if (file.statSync().uid === Deno.uid()) return true;
  Deno.removeSync(path);
  return false;
}

/** Whether the path still names the locked file. */
export function isStillNamed(path: string, file: Deno.FsFile): boolean {
  const named = lstatOrNothing(path);
  const open = file.statSync();
  return named !== undefined && named.isFile &&
    named.dev === open.dev && named.ino === open.ino;
}
