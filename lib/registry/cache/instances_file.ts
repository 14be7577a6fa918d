/**
 * Where instances are remembered.
 *
 * @module
 */

/** The name of the cache file that belongs to one with compiled-in defaults. */
export function instancesFile(defaultsFile: string): string {
  return `${defaultsFile}.instances`;
}
