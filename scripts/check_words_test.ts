import { assertEquals } from "@std/assert";
import { findWords } from "./check_words.ts";
import { UNWANTED } from "./word_list.ts";

for (
  const [line, words] of [
    ["Whoever holds the lock", ["Whoever"]],
    ["nobody can tell whether it is to be mended", [
      "nobody",
      "is to be",
      "mended",
    ]],
    ["runs as `nobody`, with -u nobody or -o nobody", []],
    ['[nobody-listens] echo nobody "nobody"', []],
    ["recommended amendments", []],
    ["it is kept, for it is needed, for a plugin", [", for it"]],
  ] as const
) {
  Deno.test(`findWords() finds ${words.length} in ${JSON.stringify(line)}`, () => {
    assertEquals(
      findWords("a.md", `first\n${line}\n`, UNWANTED).map((found) =>
        /^a\.md:2: "(.*)": better: ./.exec(found)?.[1]
      ),
      [...words],
    );
  });
}
