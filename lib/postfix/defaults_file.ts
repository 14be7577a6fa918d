/**
 * Where compiled-in defaults are remembered.
 *
 * @module
 */

/**
 * The name of the cache file for a Postfix.
 *
 * @param postconf Absolute path of its postconf(1).
 */
export function defaultsFile(postconf: string): string {
  return encodeURIComponent(postconf);
}
