import { assertEquals } from "@std/assert";
import { fold, foldLiteral, HARD_BLANK, keptTogether } from "./fold.ts";

Deno.test("fold() breaks at blanks, and never makes a line too long", () => {
  assertEquals(fold("one two three", 7), ["one two", "three"]);
  assertEquals(fold("one  two", 7), ["one two"]);
  assertEquals(fold("abcdefgh i", 4), ["abcdefgh", "i"]);
  assertEquals(fold("", 4), []);
});

Deno.test("fold() does not break at a hard blank", () => {
  assertEquals(fold(`a b${HARD_BLANK}c`, 4), ["a", `b${HARD_BLANK}c`]);
});

Deno.test("foldLiteral() indents what it breaks off", () => {
  assertEquals(foldLiteral("  one two three", 9), [
    "  one two",
    "      three",
  ]);
  assertEquals(foldLiteral("short", 9), ["short"]);
  assertEquals(foldLiteral("withoutblanks", 5), ["withoutblanks"]);
});

Deno.test("keptTogether() keeps short code on one line only", () => {
  assertEquals(keptTogether("a b"), `a${HARD_BLANK}b`);
  assertEquals(keptTogether("x ".repeat(40)), "x ".repeat(40));
});
