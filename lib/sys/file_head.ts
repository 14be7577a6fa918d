/**
 * Reading the beginning of a file.
 *
 * @module
 */

import { closing } from "./closing.ts";

/**
 * The first bytes of a regular file: as many as asked for, or all there are.
 *
 * @param path A file that has been judged: nobody could put a FIFO in its place.
 * @param bytes How many; no more than the file has is best.
 * @throws Errors of the runtime, when it cannot be opened or read.
 */
export function readHead(path: string, bytes: number): Uint8Array {
  return closing(Deno.openSync(path), (file) => {
    const buffer = new Uint8Array(bytes);
    let length = 0;
    while (length < bytes) {
      const count = file.readSync(buffer.subarray(length));
      if (count === null) break;
      length += count;
    }
    return buffer.subarray(0, length);
  });
}
