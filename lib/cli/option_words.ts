/**
 * The words that values of options can be, where no other area has them.
 *
 * @module
 */

/**
 * Values of --manual: the pages as text, and their sources, by the names of the
 * files they would be installed as.
 */
export const MANUAL_PAGES = [
  "postmulti",
  "plugins",
  "apply",
  "doctor",
  "postmulti.1",
  "postmulti-plugins.7",
  "postmulti-apply.5",
  "postmulti-doctor.7",
] as const;

/** A value of --manual. */
export type ManualPage = typeof MANUAL_PAGES[number];

/** Values of --completion. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** A value of --completion. */
export type Shell = typeof SHELLS[number];
