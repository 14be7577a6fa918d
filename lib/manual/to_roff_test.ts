import { assertEquals } from "@std/assert";
import { parseMarkdown } from "./parse_markdown.ts";
import { toRoff } from "./to_roff.ts";

function roff(text: string): readonly string[] {
  const page = toRoff({
    name: "x-y",
    section: 7,
    version: "1.0",
    date: "2026-01-01",
    blocks: parseMarkdown(text),
  });
  return page.trimEnd().split("\n").slice(3);
}

Deno.test("toRoff() begins with the title, and neither hyphenates nor justifies", () => {
  const page = { name: "x-y", section: 7, version: "1.0" } as const;
  assertEquals(
    toRoff({ ...page, date: "2026-01-01", blocks: [] }).trimEnd().split("\n"),
    [
      '.TH X\\-Y 7 2026-01-01 "postmulti 1.0" "Postfix instances"',
      ".nh",
      ".ad l",
    ],
  );
});

const TEXTS: readonly (readonly [string, string, readonly string[]])[] = [
  ["a section", "## Exit status\n\ntext\n\nmore\n", [
    '.SH "EXIT STATUS"',
    "text",
    ".PP",
    "more",
  ]],
  ["the title of a page", "x - what it does\n", ["x \\- what it does"]],
  ["styles", "use `-i NAME` and **this**\n", [
    "use \\fB\\-i\\ \\fR\\fINAME\\fR and \\fBthis\\fR",
  ]],
  ["what roff would take for its own", "a \\n b\n\n    .x 'y' ~^`\n    'z\n", [
    "a \\en b",
    ".RS 4",
    ".PP",
    ".nf",
    "\\&.x \\(aqy\\(aq \\(ti\\(ha\\(ga",
    "\\(aqz",
    ".fi",
    ".RE",
  ]],
  ["a paragraph that begins like a macro", ".d is a suffix\n", [
    "\\&.d is a suffix",
  ]],
  ["definitions", "- `a`: one\n- `b`: two\n", [
    ".TP",
    "\\fBa\\fR",
    "One",
    ".TP",
    "\\fBb\\fR",
    "Two",
  ]],
  ["bullets", "- one\n- two\n", [".IP \\(bu 2", "one", ".IP \\(bu 2", "two"]],
];

for (const [what, text, wanted] of TEXTS) {
  Deno.test(`toRoff() writes ${what}`, () => {
    assertEquals(roff(text), wanted);
  });
}
