/**
 * Which commit the program was built from. scripts/build.ts writes the answer
 * over this text in what it compiles; here stands what is true without a build.
 *
 * @module
 */

/** A commit's id and what was changed since, in words for --version. */
export const COMMIT: string = "unknown, run from its sources";
