import { assertEquals } from "@std/assert";
import { cutIntoLines } from "./output_lines.ts";

const LIMITS = { maxBytes: 1024, maxLine: 10 };
const FULL = "[more than 1 KiB of output: the rest is dropped]";

/** Chunks of one stream, as they come, and the lines they become. */
const STREAMS: readonly (readonly [
  title: string,
  chunks: readonly (string | Uint8Array)[],
  lines: readonly string[],
])[] = [
  ["nothing", [], []],
  ["lines", ["a\nb\n"], ["a", "b"]],
  ["a line that comes in pieces", ["a", "b", "c\nd\n"], ["abc", "d"]],
  ["a last line without a newline", ["a\nb"], ["a", "b"]],
  ["an empty line", ["\n"], [""]],
  ["lines with carriage returns", ["a\r\nb\rc\r\n"], ["a", "b\rc"]],
  ["a long line", ["0123456789abcdefghijkl\nx\n"], [
    "0123456789",
    "abcdefghij",
    "kl",
    "x",
  ]],
  ["a line that is just long enough", ["0123456789\n"], ["0123456789"]],
  ["a character in two chunks", [
    new Uint8Array([0x61, 0xc3]),
    new Uint8Array([0xa4, 0x0a]),
  ], ["aä"]],
  ["bytes that are no text", [new Uint8Array([0xff, 0, 0x0a, 0xc3])], [
    "\ufffd\0",
    "\ufffd",
  ]],
  ["a character beyond the basic ones at the limit", ["012345678😀x\n"], [
    "012345678",
    "😀x",
  ]],
  ["too much", ["x\n".repeat(600), "never\n"], [
    ...Array(512).fill("x"),
    FULL,
  ]],
  ["too much without a newline", ["x".repeat(1020), "12345", "6"], [
    ...Array(102).fill("xxxxxxxxxx"),
    "1234",
    FULL,
  ]],
  ["exactly as much as may be", ["x\n".repeat(512)], Array(512).fill("x")],
];

for (const [title, chunks, expected] of STREAMS) {
  Deno.test(`cutIntoLines() cuts ${title}`, () => {
    const lines: string[] = [];
    const stream = cutIntoLines((line) => lines.push(line), LIMITS).open();
    for (const chunk of chunks) {
      const bytes = typeof chunk === "string"
        ? new TextEncoder().encode(chunk)
        : chunk;
      stream.take(bytes);
    }
    stream.end();
    assertEquals(lines, expected);
  });
}

Deno.test("cutIntoLines() has one limit for all streams, and says so once", () => {
  const lines: string[] = [];
  const output = cutIntoLines((line) => lines.push(line), LIMITS);
  const [one, other] = [output.open(), output.open()];
  const bytes = (text: string) => new TextEncoder().encode(text);
  one.take(bytes("begun"));
  other.take(bytes("x\n".repeat(600)));
  one.take(bytes("not heard\n"));
  for (const stream of [one, other]) stream.end();
  assertEquals(lines.at(-1), FULL);
  assertEquals(lines.filter((line) => line === FULL).length, 1);
  assertEquals(lines.filter((line) => line === "begun").length, 1);
});
