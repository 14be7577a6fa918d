/**
 * Reading a file in which a daemon has left its process id.
 *
 * @module
 */

import { withResource } from "./with_resource.ts";
import { openForReading } from "./open_file.ts";

/** What such a file says. */
export interface PidFile {
  /** The process id; undefined when there is none in it. */
  readonly pid: number | undefined;
  /** When it was written last, in milliseconds since the epoch. */
  readonly writtenMs: number | undefined;
}

/** More than any process id and its blanks. */
const MAX_BYTES = 128;

/**
 * Read such a file. This never waits, whatever the path leads to.
 *
 * @returns Undefined when it cannot be read, or is not a regular file.
 */
export function readPidFile(path: string): PidFile | undefined {
  try {
    return withResource(openForReading(path), (file) => {
      const { isFile, mtime } = file.statSync();
      if (!isFile) return undefined;
      const buffer = new Uint8Array(MAX_BYTES);
      const length = file.readSync(buffer) ?? 0;
      const text = new TextDecoder().decode(buffer.subarray(0, length));
      return { pid: parsePid(text), writtenMs: mtime?.getTime() };
    });
  } catch {
    return undefined;
  }
}

/** The number in the text of such a file. */
export function parsePid(text: string): number | undefined {
  const digits = /^\s*([1-9][0-9]{0,9})\s*$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
