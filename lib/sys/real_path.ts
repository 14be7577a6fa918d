/**
 * Where a path really is.
 *
 * @module
 */

import { lstatOrNothing, statOrNothing } from "./files.ts";

/** The path without symbolic links; the path as it is when it leads nowhere. */
export function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path;
  }
}

/** The directory, or the nearest one above it that is there. */
export function nearestAbove(directory: string): string {
  let path = directory;
  while (path !== "" && lstatOrNothing(path) === undefined) {
    path = path.slice(0, path.lastIndexOf("/"));
  }
  return path || "/";
}

/** The path without symbolic links, also of what is not there yet. */
export function realPlace(path: string): string {
  const above = nearestAbove(path);
  const rest = path.slice(above === "/" ? 0 : above.length);
  return `${realPath(above).replace(/\/$/, "")}${rest}` || "/";
}

/**
 * What a directory can be recognized by, whatever path leads to it: its path
 * without symbolic links and, when it is there, its device and inode, which a bind
 * mount has in common with what is mounted.
 *
 * @param directory Absolute path; it need not be there.
 */
export function directoryKeys(directory: string): readonly string[] {
  const info = statOrNothing(directory);
  return [
    realPlace(directory),
    ...info === undefined ? [] : [`${info.dev}:${info.ino}`],
  ];
}
