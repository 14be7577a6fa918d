/**
 * Texts in columns and lines of limited width. Pure.
 *
 * @module
 */

import { displayWidth, padToWidth } from "./display_width.ts";

/** Between two columns. */
const GAP = "  ";

/** How wide the cells of each column are at most, in columns of a terminal. */
export function columnWidths(
  rows: readonly (readonly string[])[],
): readonly number[] {
  const count = Math.max(0, ...rows.map((cells) => cells.length));
  return Array.from(
    { length: count },
    (_, column) => widest(rows.map((cells) => cells[column] ?? "")),
  );
}

/** The width of the widest text, in columns. */
export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(displayWidth));
}

/** One line of a table, without blanks at its end and without a newline. */
export function tableLine(
  cells: readonly string[],
  widths: readonly number[],
): string {
  return cells.map((cell, column) => padToWidth(cell, widths[column] ?? 0))
    .join(GAP).trimEnd();
}

/** A table, each line with its newline; "" without rows. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = columnWidths(rows);
  return rows.map((cells) => `${tableLine(cells, widths)}\n`).join("");
}

/**
 * Puts words into as few lines as possible.
 *
 * @param width How wide a line is, in columns; a longer word has its own line.
 * @param indent What begins each line but the first.
 */
export function foldWords(
  words: readonly string[],
  { width, indent = "" }: { readonly width: number; readonly indent?: string },
): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of words) {
    const longer: string = line === undefined ? word : `${line} ${word}`;
    if (line !== undefined && displayWidth(longer) > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = longer;
    }
  }
  return line === undefined ? lines : [...lines, line];
}
