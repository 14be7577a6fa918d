/**
 * Breaking lines of text and of code. Pure.
 *
 * @module
 */

import { foldWords } from "../diag/table.ts";

/** A blank at which no line is broken. */
export const HARD_BLANK = "\u00a0";

/** Break running text into lines of at most `width` columns. */
export function fold(text: string, width: number): string[] {
  return foldWords(text.split(" ").filter((word) => word !== ""), { width });
}

/** Break a line of code that is too long; what follows is indented further. */
export function foldLiteral(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const indent = `${/^ */.exec(line)?.[0] ?? ""}    `;
  const at = line.lastIndexOf(" ", width);
  if (at <= indent.length) return [line];
  return [
    line.slice(0, at),
    ...foldLiteral(indent + line.slice(at + 1), width),
  ];
}

/** Keep code that is short on one line. */
export function keptTogether(code: string): string {
  return code.length <= LONGEST_KEPT ? code.replaceAll(" ", HARD_BLANK) : code;
}

const LONGEST_KEPT = 30;
