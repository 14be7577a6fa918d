/**
 * A regular file with all that makes it what it is: content, owner, mode, times.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { lstatOrNothing, reasonOf, statOrNothing } from "./files.ts";
import { readRegularFile } from "./read_file.ts";
import { writeFile } from "./make.ts";

/** A file as it was. */
export interface FileState {
  /** Its bytes. */
  readonly content: Uint8Array;
  /** The owner. */
  readonly uid: number;
  /** The group. */
  readonly gid: number;
  /** The permission bits. */
  readonly mode: number;
  /** Last access, milliseconds since the epoch. */
  readonly atimeMs: number;
  /** Last modification, milliseconds since the epoch. */
  readonly mtimeMs: number;
  /** What the path leads to when it is a symbolic link; the rest is the file's. */
  readonly linkTarget?: string;
}

/**
 * Read a file completely; undefined when there is none.
 *
 * @throws {FatalError} When it cannot be read, or is not a regular file.
 */
export function readFileState(path: string): FileState | undefined {
  const info = statOrNothing(path);
  if (info === undefined) return undefined;
  return {
    content: readRegularFile(path),
    uid: info.uid ?? 0,
    gid: info.gid ?? 0,
    mode: (info.mode ?? 0) & 0o7777,
    atimeMs: info.atime?.getTime() ?? 0,
    mtimeMs: info.mtime?.getTime() ?? 0,
    ...linkAt(path),
  };
}

/**
 * Put a file back as it was.
 *
 * @throws {FatalError} When that fails; the file is then as it was before.
 */
export function restoreFileState(path: string, state: FileState): void {
  writeFile(path, state.content, state.mode);
  restoreAttributes(path, state);
}

/**
 * Give a file whose content is right its former owner, mode and times.
 *
 * @throws {FatalError} When that fails.
 */
export function restoreAttributes(path: string, state: FileState): void {
  try {
    if (state.linkTarget !== undefined) {
      return restoreLink(path, state.linkTarget);
    }
    Deno.chownSync(path, state.uid, state.gid);
    // chown(2) may clear bits of the mode.
    Deno.chmodSync(path, state.mode);
    Deno.utimeSync(path, new Date(state.atimeMs), new Date(state.mtimeMs));
  } catch (error) {
    throw new FatalError(
      `${path}: owner, mode and times cannot be given back: ${reasonOf(error)}`,
    );
  }
}

function linkAt(path: string): Pick<FileState, "linkTarget"> {
  return lstatOrNothing(path)?.isSymlink
    ? { linkTarget: Deno.readLinkSync(path) }
    : {};
}

/** What the link leads to was never changed: an edit replaces the link. */
function restoreLink(path: string, target: string): void {
  if (lstatOrNothing(path)?.isSymlink) return;
  const temporary = `${path}.tmp`;
  if (lstatOrNothing(temporary)?.isSymlink) Deno.removeSync(temporary);
  Deno.symlinkSync(target, temporary);
  Deno.renameSync(temporary, path);
}
