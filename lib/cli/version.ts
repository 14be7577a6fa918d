/**
 * The version of the program; deno.json is the one place that says it.
 *
 * @module
 */

import manifest from "../../deno.json" with { type: "json" };

/** The version by itself. */
export const VERSION: string = manifest.version;

/** The text of --version: one line. */
export function versionText(): string {
  return `postmulti ${VERSION}\n`;
}
