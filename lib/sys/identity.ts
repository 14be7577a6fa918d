/**
 * Whether a file is still the same, without reading it.
 *
 * Known weak spot: the runtime gives the change time in whole seconds, so a
 * write that keeps the size, and is made to look older, can go unseen within one
 * second. Only root could do that to the files this is used for.
 *
 * @module
 */

import { statOrNothing } from "./files.ts";

/** What distinguishes a file from another, and from what it was before. */
export interface FileIdentity {
  /** Another string as soon as the file is replaced, written or touched. */
  readonly text: string;
  /** When it was written or otherwise changed last, whichever is later; ms. */
  readonly changedMs: number;
}

/**
 * Device, inode, size and times of a file, symbolic links followed; another
 * string as soon as the file is replaced, written or touched.
 *
 * @returns "" when there is no such file.
 */
export function identityOf(path: string): string {
  return fileIdentity(path)?.text ?? "";
}

/** The same with its time; undefined when there is no such file. */
export function fileIdentity(path: string): FileIdentity | undefined {
  const info = statOrNothing(path);
  return info === undefined ? undefined : identify(info);
}

/** The identity of a file by its stat(2). */
export function identify(
  { dev, ino, size, mtime, ctime }: Deno.FileInfo,
): FileIdentity {
  const [written, changed] = [mtime?.getTime() ?? 0, ctime?.getTime() ?? 0];
  return {
    text: `${dev}:${ino}:${size}:${written}:${changed}`,
    changedMs: Math.max(written, changed),
  };
}
