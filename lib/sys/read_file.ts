/**
 * Reading regular files.
 *
 * A path is judged before it is opened, for the sake of the message, and once
 * more through the open handle, which is what counts.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { withResource } from "./with_resource.ts";
import { kindOf, reasonOf } from "./files.ts";
import { openForReading } from "./open_file.ts";

/** The largest configuration file that is read, in bytes. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * The bytes of a regular file, symbolic links followed.
 *
 * @throws {FatalError} `PATH: reason`, for anything but a readable regular
 * file of at most 16 MiB.
 */
export function readRegularFile(path: string): Uint8Array {
  try {
    refuseUnlessRegular(path, Deno.statSync(path));
    return withResource(openForReading(path), (file) => readAll(path, file));
  } catch (error) {
    if (error instanceof FatalError) throw error;
    throw new FatalError(`${path}: ${reasonOf(error)}${remedyFor(error)}`);
  }
}

/**
 * All bytes of an open regular file, from where it stands; see readRegularFile.
 *
 * @param info Its stat, when that is known already.
 */
export function readAll(
  path: string,
  file: Deno.FsFile,
  info: Deno.FileInfo = file.statSync(),
): Uint8Array {
  refuseUnlessRegular(path, info);
  const buffer = new Uint8Array(info.size);
  let length = 0;
  while (length < buffer.length) {
    const count = file.readSync(buffer.subarray(length));
    if (count === null) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

function refuseUnlessRegular(path: string, info: Deno.FileInfo): void {
  if (!info.isFile) {
    throw new FatalError(`${path}: this is ${kindOf(info)}, not a file`);
  }
  if (info.size > MAX_FILE_BYTES) {
    throw new FatalError(
      `${path}: ${info.size} bytes are too many for a configuration file`,
    );
  }
}

function remedyFor(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return ": restore it";
  return error instanceof Deno.errors.PermissionDenied
    ? ": run this as root, or correct its mode"
    : "";
}
