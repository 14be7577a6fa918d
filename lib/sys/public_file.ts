/**
 * Whether what a file says is known to everybody anyway.
 *
 * @module
 */

import { statOrNothing } from "./files.ts";
import { realPlace } from "./real_path.ts";

/** Of the permission bits: others may read a file, or go through a directory. */
const READ = 0o004;
const SEARCH = 0o001;

/**
 * Whether every user may read a file: it, and all directories above it, let
 * others in. A file that is not there hides nothing.
 *
 * @param path Absolute; symbolic links are followed.
 */
export function canEverybodyRead(path: string): boolean {
  const real = realPlace(path);
  if (!allows(real, READ)) return false;
  for (let at = real.lastIndexOf("/"); at > 0;) {
    const above = real.slice(0, at);
    if (!allows(above, SEARCH)) return false;
    at = above.lastIndexOf("/");
  }
  return true;
}

function allows(path: string, bit: number): boolean {
  const info = statOrNothing(path);
  return info === undefined || ((info.mode ?? 0) & bit) !== 0;
}
