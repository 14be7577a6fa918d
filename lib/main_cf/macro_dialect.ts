/**
 * macro_dialect - what a version of Postfix understands inside `${...}`.
 *
 * Comparisons of compatibility levels (`<=level`) came with Postfix 3.6, the
 * functions of `${name{argument}}` with 3.11: postconf(5), "general format".
 * Two functions are known to it; the manual names `domain_to_ascii` only. Where
 * a version does not know one of these, it is a mistake. Touches nothing.
 *
 * @module
 */

import { domainToAscii, domainToUtf8 } from "./domain_name.ts";

/**
 * Computes the text that takes the place of the reference from the expanded
 * argument, both byte strings; undefined when it cannot.
 */
export type MacroFunction = (argument: string) => string | undefined;

/** What differs between versions. */
export interface MacroDialect {
  /** Whether compatibility levels can be compared. */
  hasLevels(): boolean;
  /** The function of a name; undefined for an unknown name. */
  functionNamed(name: string): MacroFunction | undefined;
}

const FUNCTIONS: ReadonlyMap<string, MacroFunction> = new Map([
  ["domain_to_ascii", domainToAscii],
  ["domain_to_utf8", domainToUtf8],
]);

const VERSION = /^(\d+)\.(\d+)/;

/**
 * The dialect of a version of Postfix.
 *
 * @param version Gives the value of mail_version, like `3.11.7`, which counts as
 * the oldest one when it is of another form; called only when it matters.
 */
export function dialectOf(version: () => string | undefined): MacroDialect {
  const isSince = (minor: number) => isSinceMinor(version() ?? "", minor);
  return {
    hasLevels: () => isSince(6),
    functionNamed: (name) => isSince(11) ? FUNCTIONS.get(name) : undefined,
  };
}

/** Whether a version is 3.`minor` or later. */
function isSinceMinor(version: string, minor: number): boolean {
  const [, first, second] = VERSION.exec(version) ?? [];
  return Number(first) > 3 || (Number(first) === 3 && Number(second) >= minor);
}
