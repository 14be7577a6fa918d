/**
 * Replacing a configuration file under the locking protocol of postconf(1).
 *
 * Protocol, so that this program and `postconf -e` exclude each other: take
 * FILE.tmp as a lock (see lock_file.ts), and only then read FILE; write
 * FILE.tmp, sync it, make it mode 0644, rename it over FILE, sync the
 * directory. The rename takes the lock's file away, so a process that waited
 * starts over.
 *
 * At no instant is FILE half written. Nothing here waits between taking the
 * lock and the rename, and the lock is never held across a child process.
 *
 * Known weak spot: like postconf(1), this makes a regular file of mode 0644,
 * whatever the old one was.
 *
 * @module
 */

import { dirname } from "@std/path/posix/dirname";
import { FatalError } from "../diag/errors.ts";
import { withResource } from "./with_resource.ts";
import { reasonOf } from "./files.ts";
import { readRegularFile } from "./read_file.ts";
import { openLocked } from "./wait_for_lock.ts";
import { syncDirectory } from "./durable.ts";
import {
  putInPlace,
  removeTemporary,
  type Replacement,
} from "./replacement.ts";

/** How the replacement is made. */
export interface EditOptions {
  /** How long to wait for another editor, in milliseconds. */
  readonly timeoutMs: number;
}

/** How long another process may keep a file locked for editing, in milliseconds. */
export const EDIT_TIMEOUT_MS = 10_000;

/** Makes a file's new bytes of its old ones; undefined leaves the file alone. */
export type Edit = (original: Uint8Array) => Uint8Array | undefined;

/**
 * Replace a file by what `edit` makes of its bytes.
 *
 * @returns Whether the file was replaced.
 * @throws {FatalError} When another process holds the lock for too long, or
 * the file cannot be read or replaced; it is then as it was.
 */
export async function editFile(
  path: string,
  edit: Edit,
  { timeoutMs }: EditOptions,
): Promise<boolean> {
  const temporary = `${path}.tmp`;
  const { file } = await openLocked(temporary, {
    timeoutMs,
    timedOut: (holder) =>
      `${temporary}: ${holder} is editing ${path} and has not finished: ` +
      "wait for it, or end it, and try again; nothing was changed",
  });
  return withResource(file, () => replace({ path, temporary, file, edit }));
}

interface Editing {
  readonly path: string;
  readonly temporary: string;
  /** The temporary file, open and locked. */
  readonly file: Deno.FsFile;
  readonly edit: Edit;
}

function replace({ path, temporary, file, edit }: Editing): boolean {
  try {
    const content = edit(readRegularFile(path));
    if (content === undefined) {
      Deno.removeSync(temporary);
      return false;
    }
    rewrite(file, { path, temporary, content, mode: 0o644 });
  } catch (error) {
    removeTemporary(temporary);
    throw error;
  }
  syncDirectory(dirname(path));
  return true;
}

function rewrite(file: Deno.FsFile, replacement: Replacement): void {
  try {
    putInPlace(file, replacement);
  } catch (error) {
    throw new FatalError(
      `${replacement.path}: cannot be replaced: ${reasonOf(error)}: ` +
        "it is unchanged",
    );
  }
}
