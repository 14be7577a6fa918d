/**
 * white_space - what counts as white space in main.cf, and how to step over it.
 *
 * Lines, names and values are separated as C's isspace() does it: space, tab,
 * newline, vertical tab, form feed, carriage return. JavaScript's own `trim`
 * and `\s` are of no use here: they also take byte 0xa0. Touches nothing.
 *
 * Leaves out: the smaller set that counts inside `${...}` (macro_scan.ts).
 *
 * @module
 */

const SPACE = 0x20;
const TAB = 0x09;
const CARRIAGE_RETURN = 0x0d;

/** Whether the character code is one of the six white space bytes. */
export function isWhiteSpace(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= CARRIAGE_RETURN);
}

/**
 * Index of the first character at or after `start` that is not white space,
 * `text.length` when there is none.
 */
export function skipWhiteSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && isWhiteSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The text without the white space at both its ends. */
export function trimWhiteSpace(text: string): string {
  const start = skipWhiteSpace(text, 0);
  let end = text.length;
  while (end > start && isWhiteSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}
