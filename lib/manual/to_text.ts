/**
 * A manual page as plain text of 78 columns, for a host without man(1). Pure.
 *
 * @module
 */

import type { Block, Definition, Line, Page } from "./block.ts";
import { fold, foldLiteral, HARD_BLANK, keptTogether } from "./fold.ts";

const WIDTH = 78;
/** Where text begins, and how much further what belongs to it does. */
const INDENT = 7;
/** Where the title of a part begins. */
const PART_INDENT = 3;
const LITERAL_INDENT = 4;
const BULLET_INDENT = 2;
/** No blank line follows this. */
const HEADING_END = "\0";

/** Show a page; lines with their newlines. */
export function toText({ name, section, version, blocks }: Page): string {
  const title = `${name.toUpperCase()}(${section})`;
  const gap = " ".repeat(WIDTH - 2 * title.length);
  const text = blocks.map((block) => show(block, INDENT)).join("\n")
    .replaceAll(`${HEADING_END}\n\n`, "\n");
  const foot = `${name} ${version}`;
  return `${title}${gap}${title}\n\n${text}\n${foot}\n`
    .replaceAll(HARD_BLANK, " ");
}

function show(block: Block, indent: number): string {
  switch (block.kind) {
    case "heading":
      return block.level === 2
        ? `${plain(block.line).toUpperCase()}${HEADING_END}\n`
        : `${" ".repeat(PART_INDENT)}${plain(block.line)}${HEADING_END}\n`;
    case "paragraph":
      return indented(fold(plain(block.line), WIDTH - indent), indent);
    case "literal": {
      const from = indent + (block.isFlush ? 0 : LITERAL_INDENT);
      const lines = block.lines.flatMap((line) =>
        foldLiteral(line, WIDTH - from)
      );
      return indented(lines, from);
    }
    case "bullets":
      return block.items.map((line) => {
        const from = indent + BULLET_INDENT;
        const text = indented(fold(plain(line), WIDTH - from), from);
        return `${" ".repeat(indent)}- ${text.trimStart()}`;
      }).join("\n");
    case "definitions":
      return block.items.map((item) => showDefinition(item, indent))
        .join("\n");
  }
}

/** A short term has its explanation beside it. */
function showDefinition({ term, body }: Definition, indent: number): string {
  const text = body.map((block) => show(block, indent + INDENT)).join("\n");
  const lines = fold(plain(term), WIDTH - indent);
  const [first = ""] = lines;
  if (first.length > INDENT - 2) return indented(lines, indent) + text;
  return indented([first.padEnd(INDENT) + text.trimStart()], indent);
}

function indented(lines: readonly string[], indent: number): string {
  return lines.map((line) =>
    line.trim() === "" ? "\n" : `${" ".repeat(indent)}${line.trimEnd()}\n`
  ).join("");
}

function plain(line: Line): string {
  return line.map(({ style, text }) =>
    style === "plain" || style === "strong" ? text : keptTogether(text)
  ).join("").replaceAll("\u2026", "...");
}
