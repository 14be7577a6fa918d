/**
 * The files of a plugin directory.
 *
 * Known weak spot: the runtime does not list files whose names are not UTF-8.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { listDirectory, reasonOf } from "./files.ts";
import type { Mistrust, TrustJudge } from "./trust_judge.ts";

/** How many files a plugin directory may have, subdirectories included. */
const MAX_FILES = 10_000;

/**
 * A path without symbolic links above its last component, which itself is left
 * alone and need not exist.
 *
 * @throws {FatalError} When the directory it is in cannot be found.
 */
export function withoutLinksAbove(path: string): string {
  const slash = path.lastIndexOf("/");
  const parent = path.slice(0, slash) || "/";
  try {
    const real = Deno.realPathSync(parent);
    return `${real === "/" ? "" : real}${path.slice(slash)}`;
  } catch (error) {
    throw new FatalError(`${parent}: ${reasonOf(error)}`);
  }
}

/**
 * What speaks against any file or directory below a plugin directory: a module
 * can import every one of them.
 *
 * @returns The first one, or undefined when all can be trusted.
 */
export function mistrustTree(
  directory: string,
  judge: TrustJudge,
): Mistrust | undefined {
  const waiting = [directory];
  for (let count = 0; waiting.length > 0;) {
    const path = waiting.pop() ?? directory;
    let entries: readonly Deno.DirEntry[];
    try {
      entries = listDirectory(path);
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      const remedy = "run this as root, or correct its mode";
      return { path, reason: "cannot be read", remedy };
    }
    count += entries.length;
    if (count > MAX_FILES) {
      const reason = `has more than ${MAX_FILES} files in and below it`;
      const remedy = "keep only what plugins need there";
      return { path: directory, reason, remedy };
    }
    for (const { name, isDirectory } of entries) {
      const entry = `${path}/${name}`;
      const kind = isDirectory ? "directory" : "file";
      const { mistrust } = judge.judge(entry, kind);
      if (mistrust !== undefined) return mistrust;
      if (isDirectory) waiting.push(entry);
    }
  }
  return undefined;
}
