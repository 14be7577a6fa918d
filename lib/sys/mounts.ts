/**
 * What is mounted where.
 *
 * A bind mount has the device of the file system that it is from, so lstat(2) does
 * not show it; the kernel's table of mounts does. The runtime lets this program
 * open nothing under /proc, so cat(1) reads it.
 *
 * @module
 */

import { captureOutput } from "./capture.ts";

const CAT = "/bin/cat";
const TABLE = "/proc/self/mountinfo";

/**
 * The directories and files that something is mounted on, absolute, in the order
 * of the mounts.
 *
 * @throws {FatalError} When the table cannot be read.
 */
export function mountPoints(): readonly string[] {
  return parseMountPoints(captureOutput(CAT, [TABLE]));
}

/**
 * The same from the text of the table; see proc(5).
 *
 * @param bytes Lines whose fifth field is the mount point, with white space and
 * backslashes in octal.
 */
export function parseMountPoints(bytes: Uint8Array): readonly string[] {
  return new TextDecoder().decode(bytes).split("\n").flatMap((line) => {
    const [, , , , point] = line.split(" ");
    return point === undefined ? [] : [point.replace(
      /\\([0-7]{3})/g,
      (_, octal: string) => String.fromCharCode(parseInt(octal, 8)),
    )];
  });
}
