/**
 * A lock file with content: read, rewritten and removed by the process that holds it.
 *
 * @module
 */

import { dirname } from "@std/path/posix/dirname";
import { FatalError } from "../diag/errors.ts";
import { withResource } from "./with_resource.ts";
import { syncDirectory, writeFully } from "./durable.ts";
import { isSystemError, reasonOf } from "./files.ts";
import { readAll } from "./read_file.ts";
import { type LockOptions, openLocked } from "./wait_for_lock.ts";
import { removeFile } from "./remove.ts";

/** A lock file, locked; disposing of it releases the lock and leaves the file. */
export interface HeldFile extends Disposable {
  /** Whether a process has died while it held the lock. */
  readonly isLeftOver: boolean;
  /** Whether the file is the effective user's alone: its owner, mode and names. */
  readonly isPrivate: boolean;
  /** The content that was found. */
  readonly content: Uint8Array;
  /**
   * Replace the content, and sync it and its name to the disk.
   *
   * @throws {FatalError} When that fails.
   */
  rewrite(content: Uint8Array): void;
  /**
   * Make the file empty, without syncing that.
   *
   * @throws {FatalError} When that fails.
   */
  clear(): void;
  /**
   * Sync to the disk that the file is empty, if it is not known to be.
   *
   * @throws {FatalError} When that fails.
   */
  syncCleared(): void;
  /**
   * Remove the file, still locked; when it had content, for good.
   *
   * @throws {FatalError} When that fails.
   */
  remove(): void;
}

/**
 * Take a lock file.
 *
 * @throws {FatalError} As openLocked, or when it cannot be read.
 */
export async function holdFile(
  path: string,
  options: LockOptions,
): Promise<HeldFile> {
  const { file, wasThere } = await openLocked(path, options);
  try {
    return heldFile(path, { file, wasThere });
  } catch (error) {
    withResource(file, () => wasThere || removeFile(path));
    if (!isSystemError(error)) throw error;
    throw new FatalError(`${path}: cannot be read: ${reasonOf(error)}`);
  }
}

function heldFile(
  path: string,
  { file, wasThere }: {
    readonly file: Deno.FsFile;
    readonly wasThere: boolean;
  },
): HeldFile {
  const directory = dirname(path);
  const { uid, mode, nlink } = file.statSync();
  const content = readAll(path, file);
  let hasContent = content.length > 0;
  let isNameSynced = false;
  return {
    isLeftOver: wasThere,
    isPrivate: uid === Deno.uid() && ((mode ?? 0) & 0o077) === 0 && nlink === 1,
    content,
    rewrite(bytes): void {
      try {
        file.truncateSync(0);
        file.seekSync(0, Deno.SeekMode.Start);
        writeFully(file, bytes);
        file.syncSync();
      } catch (error) {
        throw new FatalError(`${path}: cannot be written: ${reasonOf(error)}`);
      }
      hasContent = true;
      if (!isNameSynced) syncDirectory(directory);
      isNameSynced = true;
    },
    clear(): void {
      try {
        file.truncateSync(0);
      } catch (error) {
        throw new FatalError(`${path}: cannot be emptied: ${reasonOf(error)}`);
      }
    },
    syncCleared(): void {
      if (!hasContent) return;
      try {
        file.syncSync();
      } catch (error) {
        throw new FatalError(`${path}: cannot be synced: ${reasonOf(error)}`);
      }
      hasContent = false;
    },
    remove(): void {
      removeFile(path);
      if (hasContent) syncDirectory(directory);
    },
    [Symbol.dispose](): void {
      file.close();
    },
  };
}
