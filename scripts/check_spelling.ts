/**
 * check_spelling.ts - misspelled words in the texts and sources of the project
 *
 * usage: deno run -A --frozen scripts/check_spelling.ts
 *
 * Runs codespell(1), which knows common mistakes, on what check_words.ts reads. It
 * prints one line for each: file, line, the word, and the right one. Status 1 if
 * there is one.
 */

import { fromFileUrl } from "@std/path/from-file-url";
import { findTexts } from "./find_sources.ts";

/** Words that are right here: bu is a glyph of roff(7). */
const RIGHT = ["bu"];

if (import.meta.main) {
  const root = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");
  const { code } = await new Deno.Command("codespell", {
    args: [
      `--ignore-words-list=${RIGHT.join(",")}`,
      "--",
      ...await findTexts(root),
    ],
    cwd: root,
  }).spawn().status;
  if (code !== 0) Deno.exit(1);
}
