/**
 * write_docs.ts - the manual pages and completions as files, for packages
 *
 * usage: deno run -A scripts/write_docs.ts --out=DIR
 *
 * Writes what `postmulti --manual` and `postmulti --completion` print: postmulti.1,
 * postmulti-plugins.7, postmulti.bash, _postmulti (for zsh) and postmulti.fish.
 * DIR is made if need be; files of these names in it are replaced. The same
 * sources give the same bytes.
 */

import { parseArgs } from "@std/cli/parse-args";
import { join } from "@std/path/join";
import { COMPLETION_SCRIPTS } from "../lib/cli/complete/scripts.ts";
import { manualText } from "../lib/cli/manual.ts";
import { TEXTS } from "../lib/manual/texts.ts";

/** What is written, by the name of the file. */
export const DOCUMENTS: Readonly<Record<string, () => string>> = {
  "postmulti.1": () => manualText("postmulti.1", TEXTS),
  "postmulti-plugins.7": () => manualText("postmulti-plugins.7", TEXTS),
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
