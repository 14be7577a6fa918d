/**
 * Where a path really is.
 *
 * @module
 */

/** The path without symbolic links; the path as it is when it leads nowhere. */
export function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path;
  }
}
