/**
 * When the commit was made that the program was built from. scripts/build.ts
 * writes the answer over this text in what it compiles; here stands what is true
 * without a build.
 *
 * @module
 */

/** The day as `2026-01-31`, in UTC, or a word. */
export const COMMIT_DATE: string = "undated";
