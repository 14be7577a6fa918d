/**
 * Finding a command on a search path, as execvp(3) would.
 *
 * The runtime resolves a bare name with its own rules once the environment of
 * the child differs from ours, so this program hands it absolute paths only.
 *
 * @module
 */

import { statOrNothing } from "./files.ts";

/**
 * The file to execute for a command.
 *
 * A name with a slash in it is taken as it is. Otherwise the first executable
 * regular file of that name on the search path counts; an empty element means
 * the current directory.
 *
 * @param searchPath Directories, joined by `:`.
 * @returns A path with a slash in it, or undefined when nothing is found.
 */
export function findCommand(
  name: string,
  searchPath: string,
): string | undefined {
  if (name.includes("/")) return name;
  if (name === "") return undefined;
  for (const directory of searchPath.split(":")) {
    const candidate = `${directory || "."}/${name}`;
    if (isExecutable(candidate)) return candidate;
  }
  return undefined;
}

/** Whether a path leads to a regular file that some user may execute. */
export function isExecutable(path: string): boolean {
  try {
    const info = statOrNothing(path);
    return info !== undefined && info.isFile && ((info.mode ?? 0) & 0o111) > 0;
  } catch {
    return false;
  }
}
