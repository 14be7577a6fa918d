/**
 * The version of the program; deno.json is the one place that says it. Pure.
 *
 * @module
 */

import manifest from "../../deno.json" with { type: "json" };

/** The version by itself. */
export const VERSION: string = manifest.version;

/** What --version shows besides the version. */
export interface VersionFacts {
  /** The commit that was built, in words. */
  readonly commit: string;
  /** The version of the runtime. */
  readonly deno: string;
  /** The Postfix that was found, or why none was. */
  readonly postfix: string;
}

/** The text of --version: the version alone on the first line. */
export function versionText({ commit, deno, postfix }: VersionFacts): string {
  return `postmulti ${VERSION}\n` +
    `commit ${commit}\n` +
    `deno ${deno}\n` +
    `postfix ${postfix}\n`;
}
