/**
 * check_words.ts - words that the project does not use
 *
 * usage: deno run -A --frozen scripts/check_words.ts
 *
 * Reads all texts and sources of the project, but for tests and word_list.ts.
 * Prints one line for each word of word_list.ts that is there: file, line, and what
 * to write instead. Status 1 if there is one.
 */

import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { findTexts } from "./find_sources.ts";
import { UNWANTED, type Unwanted } from "./word_list.ts";

/**
 * The unwanted words of a text.
 *
 * @returns One line each: `README.md:12: "WORD": better: OTHER WORDS`.
 */
export function findWords(
  path: string,
  text: string,
  unwanted: readonly Unwanted[],
): readonly string[] {
  return text.split("\n").flatMap((line, index) =>
    unwanted.flatMap(({ pattern, better }) => {
      const [word] = pattern.exec(line) ?? [];
      return word === undefined
        ? []
        : [`${path}:${index + 1}: "${word}": better: ${better}`];
    })
  );
}

if (import.meta.main) {
  const root = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");
  const found: string[] = [];
  for (const path of await findTexts(root)) {
    const text = await Deno.readTextFile(join(root, path));
    found.push(...findWords(path, text, UNWANTED));
  }
  for (const line of found) console.error(line);
  if (found.length > 0) Deno.exit(1);
}
