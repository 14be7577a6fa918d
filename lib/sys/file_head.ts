/**
 * Reading the beginning of a file as text.
 *
 * @module
 */

import { withResource } from "./with_resource.ts";

/** The beginning of a file. */
export interface FileHead {
  /** ASCII characters are right; what other bytes have become is undefined. */
  readonly text: string;
  /** Whether this is all of the file. */
  readonly isAll: boolean;
}

/**
 * The beginning of a regular file.
 *
 * @param path A file that has been judged: no other user could put a FIFO in its place.
 * @param size The size of the file, in bytes.
 * @param maxBytes How much of it to read.
 * @throws Errors of the runtime, when it cannot be opened or read.
 */
export function readHead(
  path: string,
  { size, maxBytes }: { readonly size: number; readonly maxBytes: number },
): FileHead {
  // The quickest call by far, and these files are read at each start.
  if (size <= maxBytes) {
    return { text: Deno.readTextFileSync(path), isAll: true };
  }
  return withResource(Deno.openSync(path), (file) => {
    const text = new TextDecoder("latin1").decode(readUpTo(file, maxBytes));
    return { text, isAll: false };
  });
}

/** What is in an open file from where it stands, up to a number of bytes. */
export function readUpTo(file: Deno.FsFile, maxBytes: number): Uint8Array {
  const buffer = new Uint8Array(maxBytes);
  let length = 0;
  while (length < maxBytes) {
    const count = file.readSync(buffer.subarray(length));
    if (count === null) break;
    length += count;
  }
  return buffer.subarray(0, length);
}
