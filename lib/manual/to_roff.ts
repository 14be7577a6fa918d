/**
 * A manual page as source for man(1), in the man macros. Pure.
 *
 * @module
 */

import type { Block, Definition, Line, Page, Span } from "./block.ts";
import { fold, foldLiteral, HARD_BLANK, keptTogether } from "./fold.ts";

/** How wide a line of the source is at most, in characters. */
const SOURCE_WIDTH = 78;
/** How wide code is at most, so that it fits on 80 columns with its indentation. */
const LITERAL_WIDTH = 67;
const FLUSH_WIDTH = 71;

const FONTS: Readonly<Record<Span["style"], string>> = {
  plain: "",
  strong: "\\fB",
  literal: "\\fB",
  variable: "\\fI",
};

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "'": "\\(aq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
  "\u2026": "...",
};

/** Show a page. */
export function toRoff(page: Page): string {
  const { name, section, version, date, blocks } = page;
  const title = [
    name.toUpperCase().replaceAll("-", "\\-"),
    section,
    date,
    `"postmulti ${version}"`,
    '"Postfix instances"',
  ].join(" ");
  // Text is set flush left and without hyphens: most of it is meant to be typed.
  return `.TH ${title}\n.nh\n.ad l\n${blocks.flatMap(show).join("\n")}\n`;
}

function show(block: Block, index = 0, among: readonly Block[] = []): string[] {
  // What follows a heading or a term begins without a paragraph macro.
  const isFirst = index === 0 || among[index - 1]?.kind === "heading";
  const begin = isFirst ? [] : [".PP"];
  switch (block.kind) {
    case "heading": {
      const title = block.line.map(({ text }) => text).join("");
      return block.level === 2
        ? [`.SH ${quoted(title.toUpperCase())}`]
        : [`.SS ${quoted(title)}`];
    }
    case "paragraph":
      return [...begin, ...text(block.line)];
    case "literal": {
      const lines = [...begin, ".nf", ...code(block), ".fi"];
      return block.isFlush ? lines : [".RS 4", ...lines, ".RE"];
    }
    case "bullets":
      return block.items.flatMap((line) => [".IP \\(bu 2", ...text(line)]);
    case "definitions":
      return block.items.flatMap(showDefinition);
  }
}

function showDefinition({ term, body }: Definition): string[] {
  const [first, ...rest] = body;
  const more = rest.flatMap((block) => show(block, 1, rest));
  return [
    ".TP",
    unbroken(term),
    ...first === undefined ? [] : show(first),
    ...more.length === 0 ? [] : [".RS", ...more, ".RE"],
  ];
}

/** Running text, in lines of the source. */
function text(line: Line): string[] {
  return fold(styled(line), SOURCE_WIDTH).map(guarded).map(withBlanks);
}

function unbroken(line: Line): string {
  return withBlanks(guarded(styled(line)));
}

function styled(line: Line): string {
  return line.map(({ style, text }) => {
    const font = FONTS[style];
    const isCode = style === "literal" || style === "variable";
    const shown = escaped(isCode ? keptTogether(text) : text, isCode)
      .replaceAll(HARD_BLANK, `\\${HARD_BLANK}`);
    return font === "" ? shown : `${font}${shown}\\fR`;
  }).join("");
}

function code(
  { lines, isFlush }: Extract<Block, { kind: "literal" }>,
): string[] {
  const width = isFlush ? FLUSH_WIDTH : LITERAL_WIDTH;
  return lines.flatMap((line) => foldLiteral(line, width))
    .map((line) => line === "" ? "" : guarded(escaped(line, true)));
}

function escaped(text: string, isCode: boolean): string {
  return text.replace(
    isCode ? /[\\\-'`^~\u2026]/g : /(?<= )-(?= )|[\\`^~\u2026]/g,
    (one) => ESCAPES[one] ?? one,
  );
}

function withBlanks(line: string): string {
  return line.replaceAll(HARD_BLANK, " ");
}

/** A line that begins like a macro is none. */
function guarded(line: string): string {
  return /^['.]/.test(line) ? `\\&${line}` : line;
}

function quoted(title: string): string {
  return /[ "]/.test(title) ? `"${title.replaceAll('"', '""')}"` : title;
}
