import { assertEquals } from "@std/assert";
import { parseMarkdown } from "./parse_markdown.ts";
import { toText } from "./to_text.ts";

const PAGE = `## First part

Some text
on two lines, with \`-i NAME\`.

    code

- one
- two

### Part

- \`-a\`: short
- \`--a-long-one\`: long

## Second

The end\u2026
`;

Deno.test("toText() indents as man(1) does", () => {
  const text = toText({
    name: "x",
    section: 7,
    version: "1.0",
    date: "2026-01-01",
    blocks: parseMarkdown(PAGE),
  });
  assertEquals(
    text,
    `X(7)${" ".repeat(70)}X(7)

FIRST PART
       Some text on two lines, with -i NAME.

           code

       - one

       - two

   Part
       -a     Short

       --a-long-one
              Long

SECOND
       The end...

x 1.0
`,
  );
});
