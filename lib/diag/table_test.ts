import { assertEquals } from "@std/assert";
import { foldWords, formatTable, tableLine } from "./table.ts";

Deno.test("formatTable() aligns columns, also behind wide characters", () => {
  assertEquals(
    formatTable([["NAME", "GROUP"], ["/srv/日本", "mta"], ["a", ""]]),
    "NAME       GROUP\n/srv/日本  mta\na\n",
  );
  assertEquals(formatTable([]), "");
});

Deno.test("tableLine() has no blanks at its end", () => {
  assertEquals(tableLine(["a", "", ""], [3, 4, 5]), "a");
});

Deno.test("foldWords() breaks between words, and counts columns", () => {
  assertEquals(foldWords(["日本", "日本", "a"], { width: 9 }), [
    "日本 日本",
    "a",
  ]);
  assertEquals(foldWords(["aa", "bb", "cc"], { width: 5, indent: "  " }), [
    "aa bb",
    "  cc",
  ]);
  assertEquals(foldWords(["longer"], { width: 2 }), ["longer"]);
  assertEquals(foldWords([], { width: 2 }), []);
});
