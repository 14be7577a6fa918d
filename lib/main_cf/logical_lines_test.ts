import { assertEquals } from "@std/assert";
import { logicalLines } from "./logical_lines.ts";

type Row = readonly [
  what: string,
  file: string,
  lines: readonly (readonly [number, string])[],
];

const ROWS: readonly Row[] = [
  ["nothing in an empty file", "", []],
  ["nothing in comments and blank lines", "#a\n\n  # b\n \t\r\n", []],
  ["one line", "a = b\n", [[1, "a = b"]]],
  ["a last line without newline", "a = b", [[1, "a = b"]]],
  ["lines one by one", "a=1\nb=2\n", [[1, "a=1"], [2, "b=2"]]],
  ["a continuation", "a = b\n  c\n", [[1, "a = b  c"]]],
  ["a continuation without newline", "a = b\n c", [[1, "a = b c"]]],
  ["over a comment", "a = b\n# x\n c\n", [[1, "a = b c"]]],
  ["over an indented comment", "a = b\n  # x\n c\n", [[1, "a = b c"]]],
  ["over a blank line", "a = b\n\n c\n", [[1, "a = b c"]]],
  ["over a line of white space", "a = b\n  \n c\n", [[1, "a = b c"]]],
  ["the first line's number", "#\n\na\n b\nc\n", [[3, "a b"], [5, "c"]]],
  ["leading white space", "#\n a\n b\nc\n", [[2, " a b"], [4, "c"]]],
  ["carriage returns as they are", "a\r\n b\r\n", [[1, "a\r b\r"]]],
  ["a blank CRLF line as blank", "a\r\n\r\nb\r\n", [[1, "a\r"], [3, "b\r"]]],
  ["a vertical tab as white space", "a\n\vb\n", [[1, "a\vb"]]],
  ["byte 0xa0 as text", "a\n\xa0b\n", [[1, "a"], [2, "\xa0b"]]],
  ["a # inside a line as text", "a # b\n", [[1, "a # b"]]],
  ["a line of NUL as text", "a\n\0\nb\n", [[1, "a"], [2, "\0"], [3, "b"]]],
];

for (const [what, file, lines] of ROWS) {
  Deno.test(`logicalLines() gives ${what}`, () => {
    const expected = lines.map(([line, text]) => ({ line, text }));
    assertEquals([...logicalLines(file)], expected);
  });
}
