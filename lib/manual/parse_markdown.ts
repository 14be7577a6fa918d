/**
 * The part of Markdown that the texts of the manual are written in. Pure.
 *
 * Headings of the second and third level, paragraphs, lists of one level, code
 * that is indented by four columns, and tables. An item of a list that begins
 * with code and a colon is a definition, and so is a row of a table. The heading
 * of the first level is the title for other readers, and left out.
 *
 * @module
 */

import type { Block, Definition } from "./block.ts";
import { parseInline } from "./parse_inline.ts";

const TERM = /^(`[^`]+`(?:, `[^`]+`)*): +/;

/** Read a text. */
export function parseMarkdown(text: string): Block[] {
  return chunksOf(text).flatMap((lines) => blockOf(lines) ?? []);
}

/** Lines that belong together; code keeps its blank lines. */
function chunksOf(text: string): string[][] {
  const chunks: string[][] = [];
  let current: string[] = [];
  let blanks = 0;
  for (const line of text.split("\n")) {
    if (line === "") {
      blanks++;
      continue;
    }
    const isCode = (some: string | undefined): boolean =>
      some?.startsWith("    ") ?? false;
    const [first] = current;
    const goesOn = first !== undefined && (
      blanks === 0 && !/^#{1,3} /.test(first) ||
      isCode(first) && isCode(line)
    );
    if (goesOn) current.push(...Array(blanks).fill(""), line);
    else chunks.push(current = [line]);
    blanks = 0;
  }
  return chunks;
}

function blockOf(lines: readonly string[]): Block | undefined {
  const [first = ""] = lines;
  const heading = /^(#{1,3}) (.*)$/.exec(first);
  if (heading !== null) {
    const [, marks = "", title = ""] = heading;
    if (marks.length === 1) return undefined;
    const level = marks.length === 2 ? 2 : 3;
    return { kind: "heading", level, line: parseInline(title) };
  }
  if (first.startsWith("    ")) {
    return { kind: "literal", lines: lines.map((line) => line.slice(4)) };
  }
  if (first.startsWith("|")) return tableOf(lines);
  if (first.startsWith("- ")) return listOf(lines);
  return { kind: "paragraph", line: parseInline(lines.join(" ")) };
}

function listOf(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    if (line.startsWith("- ")) items.push(line.slice(2));
    else items.push(`${items.pop() ?? ""} ${line.trim()}`);
  }
  if (!items.every((item) => TERM.test(item))) {
    return { kind: "bullets", items: items.map(parseInline) };
  }
  return {
    kind: "definitions",
    items: items.map((item) => {
      const [all = "", term = ""] = TERM.exec(item) ?? [];
      const text = item.slice(all.length);
      return definition(term, text.charAt(0).toUpperCase() + text.slice(1));
    }),
  };
}

/** A row of two columns is a definition; further columns are named in it. */
function tableOf(lines: readonly string[]): Block {
  const [head = [], , ...rows] = lines.map((line) =>
    line.split("|").slice(1, -1).map((cell) => cell.trim())
  );
  const items = rows.map(([first = "", ...cells]) => {
    if (cells.length === 1) return definition(first, cells[0] ?? "");
    const body = cells.map((cell, column) => `${head[column + 1]}: ${cell}`);
    return definition(`${head[0]}: ${first}`, body.join("; "));
  });
  return { kind: "definitions", items };
}

function definition(term: string, text: string): Definition {
  return {
    term: parseInline(term),
    body: [{ kind: "paragraph", line: parseInline(text) }],
  };
}
