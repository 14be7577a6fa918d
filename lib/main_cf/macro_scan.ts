/**
 * macro_scan - small steps for reading `${...}`.
 *
 * Between brackets only the same kind of bracket counts, and nothing quotes
 * one. White space here is space, tab, carriage return and newline: a smaller
 * set than between lines and settings. Touches nothing.
 *
 * @module
 */

import { excerpt } from "./excerpt.ts";
import { ExpandError } from "./expand_error.ts";

const SPACE = /[ \t\r\n]*/y;

/** Index of the bracket that closes the one at `start`, -1 without one. */
export function closingBracket(text: string, start: number): number {
  const open = text[start];
  const close = open === "{" ? "}" : ")";
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at;
  }
  return -1;
}

/** Index of the first character from `start` on that is not white space. */
export function afterSpace(text: string, start: number): number {
  return start + (matchAt(SPACE, text, start)?.[0].length ?? 0);
}

/** Matches a sticky pattern at `start`; null when it is not there. */
export function matchAt(
  sticky: RegExp,
  text: string,
  start: number,
): RegExpExecArray | null {
  sticky.lastIndex = start;
  return sticky.exec(text);
}

/** The error that says what is wrong, and in which text. */
export function malformed(what: string, where: string): ExpandError {
  return new ExpandError(`${what} in "${excerpt(where)}"`);
}
