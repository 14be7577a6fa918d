/**
 * Opening a file for reading without being made to wait.
 *
 * open(2) for reading waits on a FIFO until a process writes, and the runtime
 * has no way to say O_NONBLOCK. Looking at the path first does not help when
 * another user can replace it in between. But a FIFO that is opened for
 * reading and writing is never waited for. So a file that others could exchange
 * is opened that way, and nothing is written; what it is must then be judged by
 * the open file. A file that only root can exchange is just opened for reading:
 * a process that watches for writers is not alarmed.
 *
 * Known weak spots: only root opens like this, for others may read a file that
 * they cannot write. Where root may not write either (read-only file systems),
 * it is opened for reading only.
 *
 * @module
 */

import { lstatOrNothing } from "./files.ts";
import { distrust } from "./trust.ts";

/** EPERM of an immutable file, EACCES of a network file system, ETXTBSY, EROFS. */
const NOT_WRITABLE = /\(os error (1|13|26|30)\)/;

/**
 * Open a file for reading; anything but a regular file is for the caller to
 * refuse. Errors are those of the runtime.
 */
export function openForReading(path: string): Deno.FsFile {
  if (Deno.uid() !== 0 || !isExchangeable(path)) return Deno.openSync(path);
  try {
    return Deno.openSync(path, { read: true, write: true });
  } catch (error) {
    if (!(error instanceof Error && NOT_WRITABLE.test(error.message))) {
      throw error;
    }
    return Deno.openSync(path);
  }
}

/** What is unknown counts as exchangeable. */
function isExchangeable(path: string): boolean {
  const parent = path.slice(0, path.lastIndexOf("/")) || "/";
  try {
    if (!lstatOrNothing(path)?.isFile) return true;
    // Without symbolic links in it, the path is the real one.
    return distrust(parent, "directory") !== undefined &&
      distrust(Deno.realPathSync(parent), "directory") !== undefined;
  } catch {
    return true;
  }
}
