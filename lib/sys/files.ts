/**
 * Looking at paths, with errors that say what an administrator would want to
 * know. Reads only.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";

/** What kind of thing a path stands for, as far as it matters here. */
export type EntryKind =
  | "file"
  | "hard-linked"
  | "directory"
  | "socket"
  | "fifo"
  | "link"
  | "device";

/** The part of a stat that says what kind of file it is. */
export type EntryTypes = Pick<
  Deno.FileInfo,
  "isFile" | "isDirectory" | "isSymlink" | "isFifo" | "isSocket"
>;

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
export function kindOf(info: EntryTypes): string {
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

/** Whether `path` is a directory, links followed; false when that is unknown. */
export function isDirectory(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

/** Whether `path` is a regular file, links followed; false when that is unknown. */
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

/** The names in a directory, sorted bytewise; FatalError when it cannot be read. */
export function listDirectory(path: string): Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(path)].sort((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    throw new FatalError(`${path}: ${reasonOf(error)}`);
  }
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
