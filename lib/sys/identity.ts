/**
 * Telling whether a file is still the same, without reading it.
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
