import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { readHead } from "./file_head.ts";

for (
  const [bytes, expected] of [[3, "abc"], [6, "abcdef"], [9, "abcdef"], [
    0,
    "",
  ]] as const
) {
  Deno.test(`readHead() reads ${expected.length} bytes of 6 when asked for ${bytes}`, () => {
    using temp = tempDirectory();
    const head = readHead(temp.write("file", "abcdef"), bytes);
    assertEquals(new TextDecoder().decode(head), expected);
  });
}

Deno.test("readHead() throws when there is no file", () => {
  assertThrows(() => readHead("/nonexistent", 1), Deno.errors.NotFound);
});
