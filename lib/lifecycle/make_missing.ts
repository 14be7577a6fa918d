/**
 * The steps that make directories which are not there yet, parents included.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { lstatOrNothing, statOrNothing } from "../sys/files.ts";
import type { Step } from "./step.ts";

/** A directory that must be there. */
export interface WantedDirectory {
  /** Absolute path. */
  readonly path: string;
  /** For the directory itself; parents are made with mode 755. */
  readonly mode: number;
}

/**
 * One step for each directory to make, parents before children, each once.
 *
 * @throws {FatalError} When a path is taken by something else.
 */
export function makeMissing(wanted: readonly WantedDirectory[]): Step[] {
  const modes = new Map(wanted.map(({ path, mode }) => [path, mode]));
  const directories = new Set(wanted.flatMap(({ path }) => pathsTo(path)));
  return [...directories]
    .filter((path) => !isThere(path))
    .map((path) => ({
      kind: "make-directory",
      path,
      mode: modes.get(path) ?? 0o755,
    }));
}

/** `/a`, `/a/b` and `/a/b/c` for `/a/b/c`. */
export function pathsTo(path: string): string[] {
  const names = path.split("/").filter((name) => name !== "");
  return names.map((_, index) => "/" + names.slice(0, index + 1).join("/"));
}

function isThere(path: string): boolean {
  const info = statOrNothing(path) ?? lstatOrNothing(path);
  if (info === undefined) return false;
  if (info.isDirectory) return true;
  throw new FatalError(
    `${path}: this is not a directory: choose another path, or remove it`,
  );
}
