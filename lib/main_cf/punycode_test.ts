import { assertEquals } from "@std/assert";
import { decodePunycode } from "./punycode.ts";

// The answers are those of Python's codec of that name.
const CASES: readonly (readonly [text: string, expected: string])[] = [
  ["bcher-kva", "bücher"],
  ["fa-hia", "faß"],
  ["1xa", "π"],
  ["ls8h", "💩"],
  ["egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"],
  ["ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"],
  ["b1abfaaepdrnnbgefbadotcwatmq2g4l", "почемужеонинеговорятпорусски"],
  ["de-jg4avhby1noc0d", "パフィーdeルンバ"],
  ["-bcher-n2a", "-bcherč"],
  ["foo-", "foo"],
];

for (const [text, expected] of CASES) {
  Deno.test(`decodePunycode() reads ${text}`, () => {
    assertEquals(decodePunycode(text), expected);
  });
}

for (
  const text of ["zzzzzz--9999", "99999999999999999999", "b_c", "b-É"]
) {
  Deno.test(`decodePunycode() does not read ${text}`, () => {
    assertEquals(decodePunycode(text), undefined);
  });
}
