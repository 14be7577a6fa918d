/**
 * Telling whether a file is still the same, without reading it.
 *
 * Known weak spot: the runtime gives the change time in whole seconds, so a
 * write that keeps the size, and is made to look older, can go unseen within one
 * second. Only root could do that to the files this is used for.
 *
 * @module
 */

import { statOrNothing } from "./files.ts";

/**
 * Device, inode, size and times of a file, symbolic links followed; another
 * string as soon as the file is replaced, written or touched.
 *
 * @returns "" when there is no such file.
 */
export function identityOf(path: string): string {
  const info = statOrNothing(path);
  if (info === undefined) return "";
  const { dev, ino, size, mtime, ctime } = info;
  return [dev, ino, size, mtime?.getTime(), ctime?.getTime()].join(":");
}
