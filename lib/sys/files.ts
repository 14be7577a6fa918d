/**
 * Reading files, and looking at paths, with errors that say what an
 * administrator would want to know.
 *
 * Reads only. A path is judged before it is opened, so that a FIFO or a device
 * in the place of a file cannot hang the program, and once more through the
 * open handle, which is what counts.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { closing } from "./closing.ts";

/** What kind of thing a path stands for, as far as it matters here. */
export type EntryKind =
  | "file"
  | "hard-linked"
  | "directory"
  | "socket"
  | "fifo"
  | "link"
  | "device";

/** The largest configuration file that is read, in bytes. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Why a system call failed, in the words of strerror(3) without its number:
 * `No such file or directory`. Falls back to the runtime's own message.
 */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/ \(os error \d+\).*$/s, "");
}

/** Whether an error is that of a system call. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && / \(os error \d+\)/.test(error.message);
}

/** What kind of thing a stat is about, for messages: `a directory`. */
export function kindOf(info: Deno.FileInfo): string {
  if (info.isFile) return "a regular file";
  if (info.isDirectory) return "a directory";
  if (info.isSymlink) return "a symbolic link";
  if (info.isFifo) return "a FIFO";
  if (info.isSocket) return "a socket";
  return "a device";
}

/**
 * What a path stands for by itself; a path that is gone counts as a device. A
 * file that has other names as well is "hard-linked".
 */
export function kindOfEntry(path: string): EntryKind {
  const info = lstatOrNothing(path);
  if (info?.isFile) return info.nlink === 1 ? "file" : "hard-linked";
  if (info?.isDirectory) return "directory";
  if (info?.isSymlink) return "link";
  if (info?.isSocket) return "socket";
  return info?.isFifo ? "fifo" : "device";
}

/** lstat(2), or undefined when nothing is there; other errors are FatalError. */
export function lstatOrNothing(path: string): Deno.FileInfo | undefined {
  return lookAt(path, Deno.lstatSync);
}

/** stat(2), or undefined when nothing is there; other errors are FatalError. */
export function statOrNothing(path: string): Deno.FileInfo | undefined {
  return lookAt(path, Deno.statSync);
}

/** Whether `path` is a directory, symbolic links followed; false when it cannot be told. */
export function isDirectory(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

/** Whether `path` is a regular file, symbolic links followed; false when it cannot be told. */
export function isRegularFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Whether both paths lead to the same file; false when one leads nowhere. */
export function isSameFile(one: string, other: string): boolean {
  try {
    const a = Deno.statSync(one);
    const b = Deno.statSync(other);
    return a.dev === b.dev && a.ino === b.ino;
  } catch {
    return false;
  }
}

/**
 * The bytes of a regular file, symbolic links followed.
 *
 * @throws {FatalError} `PATH: reason`, for anything but a readable regular
 * file of at most 16 MiB.
 */
export function readRegularFile(path: string): Uint8Array {
  try {
    refuseUnlessRegular(path, Deno.statSync(path));
    return closing(Deno.openSync(path), (file) => readAll(path, file));
  } catch (error) {
    if (error instanceof FatalError) throw error;
    throw new FatalError(`${path}: ${reasonOf(error)}${remedyFor(error)}`);
  }
}

/** The names in a directory, sorted bytewise; FatalError when it cannot be read. */
export function listDirectory(path: string): Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(path)].sort((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    throw new FatalError(`${path}: ${reasonOf(error)}`);
  }
}

/** All bytes of an open regular file, from where it stands; see readRegularFile. */
export function readAll(path: string, file: Deno.FsFile): Uint8Array {
  const info = file.statSync();
  refuseUnlessRegular(path, info);
  const buffer = new Uint8Array(info.size);
  let length = 0;
  while (length < buffer.length) {
    const count = file.readSync(buffer.subarray(length));
    if (count === null) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

function refuseUnlessRegular(path: string, info: Deno.FileInfo): void {
  if (!info.isFile) {
    throw new FatalError(`${path}: this is ${kindOf(info)}, not a file`);
  }
  if (info.size > MAX_FILE_BYTES) {
    throw new FatalError(
      `${path}: ${info.size} bytes are too many for a configuration file`,
    );
  }
}

function remedyFor(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return ": restore it";
  return error instanceof Deno.errors.PermissionDenied
    ? ": run this as root, or correct its mode"
    : "";
}

function lookAt(
  path: string,
  look: (path: string) => Deno.FileInfo,
): Deno.FileInfo | undefined {
  try {
    return look(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.NotADirectory) return undefined;
    throw new FatalError(`${path}: ${reasonOf(error)}`);
  }
}
