import { assertEquals } from "@std/assert";
import { argumentProblem, inBraces, wordsOf } from "./master_words.ts";

for (
  const [text, words] of [
    ["a  b\tc\r", ["a", "b", "c"]],
    ["{ a  b } {c}", ["a  b", "c"]],
    ["x={a b} {}", ["x={a", "b}", ""]],
    ["argv={ x", ["argv={", "x"]],
    ["{a {b c} d}", ["a {b c} d"]],
  ] as const
) {
  Deno.test(`wordsOf() splits ${JSON.stringify(text)}`, () => {
    assertEquals(wordsOf(text), [...words]);
  });
}

for (const word of ["a", "", "a b", "{a} {b}", "a}", "a\xa0b"]) {
  Deno.test(`inBraces() writes what wordsOf() reads: ${JSON.stringify(word)}`, () => {
    assertEquals(wordsOf(inBraces(word)), [word]);
    assertEquals(argumentProblem(word), undefined);
  });
}

for (const word of ["a }", " a b", "{a", "a\nb"]) {
  Deno.test(`argumentProblem() refuses ${JSON.stringify(word)}`, () => {
    assertEquals(typeof argumentProblem(word), "string");
  });
}
