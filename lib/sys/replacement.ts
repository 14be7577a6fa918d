/**
 * The last part of replacing a file: its new bytes take its place at once.
 *
 * @module
 */

import { writeFully } from "./durable.ts";

/** A file that will be replaced. */
export interface Replacement {
  /** The file. */
  readonly path: string;
  /** The temporary file beside it, which is open and locked. */
  readonly temporary: string;
  /** The new bytes. */
  readonly content: Uint8Array;
  /** The new permission bits. */
  readonly mode: number;
}

/**
 * Write the new bytes into the temporary file, sync it, and rename it over the
 * other. That the name is on the disk is left to the caller; so are errors,
 * which are those of the runtime, and the temporary file then.
 */
export function putInPlace(
  file: Deno.FsFile,
  { path, temporary, content, mode }: Replacement,
): void {
  file.truncateSync(0);
  writeFully(file, content);
  file.syncSync();
  Deno.chmodSync(temporary, mode);
  Deno.renameSync(temporary, path);
}

/** Remove a temporary file after an error. */
export function removeTemporary(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // The first error is what counts, and the next writer takes the file over.
  }
}
