/**
 * write_docs.ts - the manual pages and completions as files, for packages
 *
 * usage: deno run -A scripts/write_docs.ts --out=DIR
 *
 * Writes what `postmulti --manual` and `postmulti --completion` print: each page as
 * source for man(1), such as postmulti.1, and postmulti.bash, _postmulti (for zsh)
 * and postmulti.fish. DIR is created if it does not exist; files of these names in
 * it are replaced. The same sources give the same bytes.
 */

import { parseArgs } from "@std/cli/parse-args";
import { join } from "@std/path/join";
import { COMPLETION_SCRIPTS } from "../lib/cli/complete/scripts.ts";
import { fileOf, manualPages } from "../lib/cli/manual.ts";
import { TEXTS } from "../lib/manual/texts.ts";
import { toRoff } from "../lib/manual/to_roff.ts";

/** What is written, by the name of the file. */
export const DOCUMENTS: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(
    manualPages(TEXTS).map((page) => [fileOf(page), () => toRoff(page)]),
  ),
  "postmulti.bash": () => COMPLETION_SCRIPTS.bash,
  "_postmulti": () => COMPLETION_SCRIPTS.zsh,
  "postmulti.fish": () => COMPLETION_SCRIPTS.fish,
};

if (import.meta.main) {
  const { out } = parseArgs(Deno.args, { string: ["out"] });
  if (out === undefined || out === "") {
    console.error("write_docs: no directory given: use it as --out=DIR");
    Deno.exit(1);
  }
  await writeDocuments(out);
}

/** Writes all documents into a directory, which is made if need be. */
export async function writeDocuments(directory: string): Promise<void> {
  await Deno.mkdir(directory, { recursive: true });
  for (const [name, text] of Object.entries(DOCUMENTS)) {
    await Deno.writeTextFile(join(directory, name), text());
  }
}
