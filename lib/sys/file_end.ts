/**
 * Reading the end of a file that grows, such as a log.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { withResource } from "./with_resource.ts";
import { readUpTo } from "./file_head.ts";
import { reasonOf } from "./files.ts";
import { openForReading } from "./open_file.ts";

/**
 * The bytes of a regular file from an offset on.
 *
 * @param offset In bytes; nothing is read when the file is shorter.
 * @param maxBytes How much to read at most.
 * @throws {FatalError} When it cannot be read, or is not a regular file.
 */
export function readFrom(
  path: string,
  offset: number,
  maxBytes: number,
): Uint8Array {
  try {
    return withResource(openForReading(path), (file) => {
      if (!file.statSync().isFile) {
        throw new FatalError(`${path}: is not a file`);
      }
      file.seekSync(offset, Deno.SeekMode.Start);
      return readUpTo(file, maxBytes);
    });
  } catch (error) {
    if (error instanceof FatalError) throw error;
    throw new FatalError(`${path}: ${reasonOf(error)}`);
  }
}
