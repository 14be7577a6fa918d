import { assertEquals } from "@std/assert";
import { isWhiteSpace, skipWhiteSpace, trimWhiteSpace } from "./white_space.ts";

const SIX = " \t\n\v\f\r";

Deno.test("isWhiteSpace() takes the six bytes of isspace() and no other", () => {
  const taken = Array.from({ length: 256 }, (_, code) => code)
    .filter(isWhiteSpace);
  assertEquals(String.fromCharCode(...taken), "\t\n\v\f\r ");
});

Deno.test("isWhiteSpace() is false past the end of a text", () => {
  assertEquals(isWhiteSpace("".charCodeAt(0)), false);
});

Deno.test("skipWhiteSpace() stops at the end of the text", () => {
  assertEquals(skipWhiteSpace(`a${SIX}`, 1), 7);
  assertEquals(skipWhiteSpace("a b", 0), 0);
});

Deno.test("trimWhiteSpace() leaves byte 0xa0 and inner white space", () => {
  assertEquals(
    trimWhiteSpace(`${SIX}\xa0 x${SIX}\xa0${SIX}`),
    `\xa0 x${SIX}\xa0`,
  );
  assertEquals(trimWhiteSpace(SIX), "");
});
