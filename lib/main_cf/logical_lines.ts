/**
 * logical_lines - the logical lines of a main.cf file.
 *
 * A line that begins with white space continues the logical line before it.
 * Comment lines (the first character that is not white space is `#`) and lines
 * of nothing but white space are left out and do not end a logical line:
 * postconf(5), "general format". Newlines are dropped, everything else is kept.
 * Touches nothing.
 *
 * Leaves out: what a logical line means. White space at the beginning of a
 * logical line (possible before the first setting only) is the caller's to
 * complain about.
 *
 * @module
 */

import { isWhiteSpace } from "./white_space.ts";

const HASH = 0x23;

/** One logical line. */
export interface LogicalLine {
  /** Number, from 1, of its first line. */
  readonly line: number;
  /** Its lines without their newlines, joined (a byte string). */
  readonly text: string;
}

/** Yields the logical lines of a byte string in their order. */
export function* logicalLines(file: string): Generator<LogicalLine> {
  let text = "";
  let firstLine = 0;
  let line = 0;
  let next = 0;
  while (next < file.length) {
    const start = next;
    const newline = file.indexOf("\n", start);
    const end = newline < 0 ? file.length : newline;
    next = end + 1;
    line++;
    const code = file.charCodeAt(start);
    if (code === HASH || start === end) continue;
    if (isWhiteSpace(code)) {
      if (isIgnored(file, start)) continue;
      if (firstLine === 0) firstLine = line;
      text += file.slice(start, end);
      continue;
    }
    if (firstLine > 0) yield { line: firstLine, text };
    firstLine = line;
    text = file.slice(start, end);
  }
  if (firstLine > 0) yield { line: firstLine, text };
}

/** Whether the line that starts here is a comment or only white space. */
function isIgnored(file: string, start: number): boolean {
  let at = start;
  while (at < file.length && file[at] !== "\n") {
    const code = file.charCodeAt(at);
    if (!isWhiteSpace(code)) return code === HASH;
    at++;
  }
  return true;
}
