/**
 * Getting bytes and names onto the disk.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { withResource } from "./with_resource.ts";
import { reasonOf } from "./files.ts";

/** Write all bytes where the file stands; an error of write(2) is thrown as it is. */
export function writeFully(file: Deno.FsFile, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    written += file.writeSync(bytes.subarray(written));
  }
}

/**
 * Make the names in a directory durable: fsync(2) of the directory itself.
 *
 * @throws {FatalError} When the directory cannot be opened or synced.
 */
export function syncDirectory(path: string): void {
  try {
    withResource(
      Deno.openSync(path || "/"),
      (directory) => directory.syncSync(),
    );
  } catch (error) {
    throw new FatalError(`${path}: cannot be synced: ${reasonOf(error)}`);
  }
}
