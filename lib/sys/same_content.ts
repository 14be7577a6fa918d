/**
 * Whether something at one path is a copy of what is at another. Reads only.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { reasonOf } from "./files.ts";
import { readRegularFile } from "./read_file.ts";
import { isSameBytes } from "./same_bytes.ts";

/**
 * Whether a path has what another has: the same bytes, the same link text or the
 * same device. What cannot be read is not a copy.
 *
 * @param path Not followed when it is a symbolic link.
 * @param original Followed, unless `path` is a symbolic link.
 */
export function isCopyOf(path: string, original: string): boolean {
  try {
    const info = Deno.lstatSync(path);
    if (info.isSymlink) {
      return Deno.readLinkSync(path) === Deno.readLinkSync(original);
    }
    const other = Deno.statSync(original);
    if (info.isCharDevice) {
      return other.isCharDevice === true && info.rdev === other.rdev;
    }
    return info.isFile && other.isFile && info.size === other.size &&
      isSameBytes(readRegularFile(path), readRegularFile(original));
  } catch {
    return false;
  }
}

/**
 * The text of a symbolic link; undefined for anything else.
 *
 * @throws {FatalError} When the link cannot be read.
 */
export function linkText(path: string): string | undefined {
  try {
    return Deno.lstatSync(path).isSymlink ? Deno.readLinkSync(path) : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new FatalError(`${path}: ${reasonOf(error)}`);
  }
}
