/**
 * Files that come with Postfix and are not for administrators to write.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { readRegularFile } from "../sys/read_file.ts";

/**
 * The bytes of such a file.
 *
 * @param use What it is for, in the message: `new instances are made from it`.
 * @throws {FatalError} When it cannot be read, with what to do about it.
 */
export function readShippedFile(path: string, use: string): Uint8Array {
  try {
    return readRegularFile(path);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    throw new FatalError(`${error.message}: ${use}: reinstall Postfix`);
  }
}
