import { assertEquals } from "@std/assert";
import type { Block } from "./block.ts";
import { parseInline } from "./parse_inline.ts";
import { parseMarkdown } from "./parse_markdown.ts";

/** What a text is read as: kinds, with what is in them. */
function outline(text: string): readonly string[] {
  return parseMarkdown(text).map(show);
}

function show(block: Block): string {
  const plain = (spans: ReturnType<typeof parseInline>): string =>
    spans.map(({ text }) => text).join("");
  switch (block.kind) {
    case "heading":
      return `${block.level}: ${plain(block.line)}`;
    case "paragraph":
      return plain(block.line);
    case "literal":
      return `code: ${block.lines.join("|")}`;
    case "bullets":
      return `bullets: ${block.items.map(plain).join("|")}`;
    case "definitions":
      return `terms: ${
        block.items.map(({ term, body }) =>
          `${plain(term)} = ${body.map(show).join(" ")}`
        ).join("|")
      }`;
  }
}

const TEXTS: readonly (readonly [string, string, readonly string[]])[] = [
  ["leaves the title out", "# Title\n\ntext\n", ["text"]],
  ["reads a heading that comes first", "## One\n\ntext\n", ["2: One", "text"]],
  ["ends a heading with its line", "## One\ntext\n", ["2: One", "text"]],
  ["reads the heading of a part", "### Part\n", ["3: Part"]],
  ["joins the lines of a paragraph", "one\ntwo\n\nthree\n", [
    "one two",
    "three",
  ]],
  ["keeps blank lines in code", "    a\n\n      b\n\ntext\n", [
    "code: a||  b",
    "text",
  ]],
  ["reads a list", "- one\n  more\n- two - three\n", [
    "bullets: one more|two - three",
  ]],
  ["reads a list that follows text at once as text", "text\n- one\n", [
    "text - one",
  ]],
  ["reads definitions", "- `a`, `b`: first\n  line\n- `c`: second\n", [
    "terms: a, b = First line|c = Second",
  ]],
  ["reads a list with one item that is none as a list", "- `a`: x\n- y\n", [
    "bullets: a: x|y",
  ]],
  ["reads a table of two columns", "| h | k |\n| - | - |\n| `a` | x |\n", [
    "terms: a = x",
  ]],
  [
    "names the columns of a wider table",
    "| h | k | l |\n| - | - | - |\n| `a` | x | y |\n",
    ["terms: h: a = k: x; l: y"],
  ],
];

for (const [what, text, wanted] of TEXTS) {
  Deno.test(`parseMarkdown() ${what}`, () => {
    assertEquals(outline(text), wanted);
  });
}

const LINES: readonly (readonly [string, readonly string[]])[] = [
  ["plain text", ["plain:plain text"]],
  ["run `ls`.", ["plain:run ", "literal:ls", "plain:."]],
  ["**no** `x`", ["strong:no", "plain: ", "literal:x"]],
  ["`-i NAME`", ["literal:-i ", "variable:NAME"]],
  ["`--map=FORMAT`", ["literal:--map=", "variable:FORMAT"]],
  ["`MAIL_CONFIG`", ["literal:MAIL_CONFIG"]],
  ["`PHASE:OP`", ["variable:PHASE", "literal::", "variable:OP"]],
  ["`/X/README`", ["literal:/X/README"]],
  ["see [the guide](README.md) `[x](y)`", [
    "plain:see ",
    "plain:the guide",
    "plain: ",
    "literal:[x](y)",
  ]],
  ["", []],
];

for (const [text, wanted] of LINES) {
  Deno.test(`parseInline() tells the styles of "${text}"`, () => {
    const spans = parseInline(text).map(({ style, text }) =>
      `${style}:${text}`
    );
    assertEquals(spans, wanted);
  });
}
