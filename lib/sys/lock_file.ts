/**
 * A lock that is a file: taken by flock(2), gone when it is released.
 *
 * Protocol: open or create the file, take an exclusive flock(2) on it, make
 * sure that the path still names the locked file, else start over. Whoever
 * holds the lock may rename or remove the file before it lets go; whoever
 * waited then finds another file, or none, under the path. A file left by a
 * killed process is no obstacle, for its lock died with the process.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { isSystemError, kindOf, lstatOrNothing, reasonOf } from "./files.ts";
import { describeHolder } from "./lock_holder.ts";

/** How to wait for a lock. */
export interface LockOptions {
  /** How long to wait for whoever holds it, in milliseconds. */
  readonly timeoutMs: number;
  /** What to say when that was not enough; `holder` is like `process 4711 (vi)`. */
  readonly timedOut: (holder: string) => string;
  /** Why to wait no longer: `SIGINT`; undefined as long as there is no reason. */
  readonly interrupted?: () => string | undefined;
  /** Take a file of another user as it is, rather than make a new one. */
  readonly takeForeign?: boolean;
}

/** A lock that is held. */
export interface LockedFile {
  /** Open for reading and writing; mode 0600 when it was created. */
  readonly file: Deno.FsFile;
  /** Whether the file was there before: somebody held the lock, or died with it. */
  readonly wasThere: boolean;
}

const POLL_MS = 10;

/** How long nothing is told of a wait, in milliseconds. */
const TELL_AFTER_MS = 1000;

/** How long somebody has waited and will wait, whatever becomes of the file. */
interface Wait {
  readonly begunMs: number;
  readonly timeoutMs: number;
  readonly interrupted: LockOptions["interrupted"];
}

/**
 * Take the lock.
 *
 * @returns The locked file; closing it releases the lock.
 * @throws {FatalError} When it cannot be had in time, or the path is taken by
 * something that is no regular file.
 */
export async function openLocked(
  path: string,
  { timeoutMs, timedOut, takeForeign = false, interrupted }: LockOptions,
): Promise<LockedFile> {
  const wait = { begunMs: performance.now(), timeoutMs, interrupted };
  while (true) {
    const lock = openLockFile(path);
    try {
      if (!await lockWithin(wait, path, lock.file)) {
        refuseInterrupted(path, interrupted?.());
        throw new FatalError(timedOut(await describeHolder(path)));
      }
      if (
        isStillNamed(path, lock.file) &&
        (takeForeign || isOurs(path, lock.file))
      ) return lock;
    } catch (error) {
      giveUp(path, lock);
      throw asFatal(path, error);
    }
    lock.file.close();
  }
}

/**
 * Take the lock if nobody holds it.
 *
 * @returns The locked file; undefined when somebody else has the lock.
 * @throws {FatalError} When the path is taken by something that is no regular
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
 * whoever has the lock may remove its file.
 */
function giveUp(path: string, { file, wasThere }: LockedFile): void {
  try {
    if (!wasThere && file.tryLockSync(true) && isStillNamed(path, file)) {
      Deno.removeSync(path);
    }
  } catch {
    // The first error is what counts.
  }
  file.close();
}

function asFatal(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  return new FatalError(`${path}: cannot be locked: ${reasonOf(error)}`);
}

function openLockFile(path: string): LockedFile {
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

function refuseInterrupted(path: string, reason: string | undefined): void {
  if (reason === undefined) return;
  throw new FatalError(
    `${path}: interrupted by ${reason} while another process had this locked`,
  );
}

/** Take the lock, unless that takes too long; a terminal is told after a while. */
async function lockWithin(
  { begunMs, timeoutMs, interrupted }: Wait,
  path: string,
  file: Deno.FsFile,
): Promise<boolean> {
  let told: Disposable | undefined;
  try {
    while (!file.tryLockSync(true)) {
      const waitedMs = performance.now() - begunMs;
      if (waitedMs >= timeoutMs || interrupted?.() !== undefined) return false;
      if (waitedMs >= TELL_AFTER_MS) {
        told ??= (await import("./lock_progress.ts")).showWait(path, begunMs);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return true;
  } finally {
    told?.[Symbol.dispose]();
  }
}

/**
 * Whoever owns a file can write it, so one that somebody else has made is
 * removed, now that nobody has it locked, and another one is made.
 */
function isOurs(path: string, file: Deno.FsFile): boolean {
  if (file.statSync().uid === Deno.uid()) return true;
  Deno.removeSync(path);
  return false;
}

function isStillNamed(path: string, file: Deno.FsFile): boolean {
  const named = lstatOrNothing(path);
  const open = file.statSync();
  return named !== undefined && named.isFile &&
    named.dev === open.dev && named.ino === open.ino;
}
