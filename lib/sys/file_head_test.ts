import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { readHead } from "./file_head.ts";

const CASES = [
  ["the beginning of a longer file", 3, "abc", false],
  ["all of a file that just fits", 6, "abcdef", true],
  ["all of a shorter file", 9, "abcdef", true],
] as const;

for (const [title, maxBytes, text, isAll] of CASES) {
  Deno.test(`readHead() reads ${title}`, () => {
    using temp = tempDirectory();
    const path = temp.write("file", "abcdef");
    assertEquals(readHead(path, { size: 6, maxBytes }), { text, isAll });
  });
}

for (const size of [8, 9000]) {
  Deno.test(`readHead() leaves ASCII among ${size} other bytes as it is`, () => {
    using temp = tempDirectory();
    const bytes = new Uint8Array(size).fill(0xff);
    bytes.set(new TextEncoder().encode("abc"), 4);
    const path = temp.write("file", bytes);
    const { text } = readHead(path, { size, maxBytes: 4096 });
    assertEquals(text.includes("abc"), true);
  });
}

Deno.test("readHead() throws when there is no file", () => {
  const all = { size: 1, maxBytes: 1 };
  assertThrows(() => readHead("/nonexistent", all), Deno.errors.NotFound);
});
