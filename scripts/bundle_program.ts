/**
 * bundle_program.ts - the code of the program as minified bundles
 *
 * One for main.ts, and a folder for each module that it imports when it is needed,
 * whose own late imports are files beside it. What several bundles need stands in
 * each of them: they share nothing while they run.
 */

import { basename } from "@std/path/basename";
import { join } from "@std/path/join";
import { COMMIT } from "../lib/cli/commit.ts";
import { COMMIT_DATE } from "../lib/cli/commit_date.ts";
import { dateOfCommit, describeCommit, readCommit } from "./commit.ts";
import { BuildError } from "./run_tool.ts";

/** What bundling needs. */
export interface BundleContext {
  /** The project, without slash at the end. */
  readonly root: string;
  /** Runs Deno with these arguments. */
  readonly deno: (args: readonly string[]) => Promise<void>;
}

/**
 * Makes main.js, and a folder for each module that main.ts imports when needed.
 *
 * @param bundles An empty folder.
 * @throws {BuildError} When Deno fails, or the place of the commit is not found.
 */
export async function bundleProgram(
  bundles: string,
  { root, deno }: BundleContext,
): Promise<void> {
  const bundle = (args: readonly string[]): Promise<void> =>
    deno(["bundle", "--quiet", "--frozen", "--minify", ...args]);
  const entry = join(root, "main.ts");
  const source = await Deno.readTextFile(entry);
  const parts = [...source.matchAll(/import\("(\.\/lib\/[^"]*)"\)/g)]
    .map(([, specifier = ""]) => specifier);
  const main = join(bundles, "main.js");
  const external = parts.flatMap((part) => ["--external", part]);
  await bundle([...external, "--output", main, entry]);
  let text = await Deno.readTextFile(main);
  for (const part of parts) {
    const name = basename(part, ".ts");
    const folder = join(bundles, name);
    await bundle(["--code-splitting", "--outdir", folder, join(root, part)]);
    text = text.replace(part, `./${name}/${name}.js`);
  }
  await Deno.writeTextFile(main, text);
  await nameCommit(bundles, root);
}

/**
 * Puts the commit and its date in their places, each of which must be in the
 * bundles.
 */
async function nameCommit(bundles: string, root: string): Promise<void> {
  const commit = await readCommit(root);
  const texts = new Map([
    [COMMIT, describeCommit(commit)],
    [COMMIT_DATE, dateOfCommit(commit) ?? COMMIT_DATE],
  ]);
  for (const [place, text] of texts) {
    let isFound = false;
    for (const path of filesIn(bundles)) {
      const parts = (await Deno.readTextFile(path))
        .split(JSON.stringify(place));
      if (parts.length === 1) continue;
      isFound = true;
      await Deno.writeTextFile(path, parts.join(JSON.stringify(text)));
    }
    if (!isFound) {
      throw new BuildError(`the place of "${place}" is not in the bundles`);
    }
  }
}

/** The paths of all files below a directory. */
export function filesIn(directory: string): string[] {
  return [...Deno.readDirSync(directory)].flatMap(({ name, isDirectory }) => {
    const path = join(directory, name);
    return isDirectory ? filesIn(path) : [path];
  });
}
