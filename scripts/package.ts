/**
 * package.ts - make the packages
 *
 * usage: deno task package [--out=FOLDER] [--target=TARGET]
 *
 * Compiles the program and makes, in dist/ or FOLDER, for this machine or for
 * TARGET: an archive for any system, a Debian package, and SHA256SUMS of all
 * packages of this version in there. The version is deno.json's. All times are
 * the commit's, or SOURCE_DATE_EPOCH (in seconds): two runs on one commit give
 * the same bytes, from whatever folder. Needs dpkg-deb, GNU tar and gzip.
 */

import { parseArgs } from "@std/cli/parse-args";
import { exists } from "@std/fs/exists";
import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { resolve } from "@std/path/resolve";
import { VERSION } from "../lib/cli/version.ts";
import { build } from "./build.ts";
import { type Commit, describeCommit, readCommit } from "./commit.ts";
import { packArchive } from "./package/archive.ts";
import { type Item, listContents } from "./package/contents.ts";
import { packDebian } from "./package/debian.ts";
import { BuildError, reportErrors, runTool } from "./run_tool.ts";
import { findTarget, type Target, TARGETS } from "./runtime_base.ts";

const ROOT = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");

if (import.meta.main) {
  const args = parseArgs(Deno.args, { string: ["out", "target"] });
  await reportErrors("package", async () => {
    const out = resolve(args.out ?? join(ROOT, "dist"));
    const files = await makePackages(out, findTarget(args.target));
    for (const file of files) console.log(file);
  });
}

/**
 * Makes the packages for a target in the folder `out`.
 *
 * @returns The files that were made.
 * @throws {BuildError} When something is missing or fails.
 */
export async function makePackages(
  out: string,
  target: Target,
): Promise<readonly string[]> {
  const commit = await readCommit(ROOT);
  const timeSeconds = timeOf(commit);
  warn(commit);
  await Deno.mkdir(out, { recursive: true });
  const stage = await Deno.makeTempDir({ dir: out, prefix: "package." });
  try {
    const program = join(stage, "postmulti");
    await build(program, { empty: false, target });
    const items = await listContents(ROOT, {
      program,
      written: await writeDocuments(stage),
    });
    const { archive, debian } = fileNames(target);
    await packBoth(items, { stage, target, commit, timeSeconds });
    for (const name of [archive, debian]) {
      await Deno.rename(join(stage, name), join(out, name));
    }
    const sums = await writeSums(out);
    return [...[archive, debian].map((name) => join(out, name)), sums];
  } finally {
    await Deno.remove(stage, { recursive: true });
  }
}

async function packBoth(
  items: readonly Item[],
  { stage, target, commit, timeSeconds }: {
    readonly stage: string;
    readonly target: Target;
    readonly commit: Commit | undefined;
    readonly timeSeconds: number;
  },
): Promise<void> {
  const { archive, debian } = fileNames(target);
  const license = join(ROOT, "LICENSE");
  await Promise.all([
    packArchive(items, join(stage, archive), { stage, license, timeSeconds }),
    packDebian(items, join(stage, debian), {
      stage,
      release: {
        version: VERSION,
        architecture: target.debian,
        commit: describeCommit(commit),
        timeSeconds,
      },
    }),
  ]);
}

function fileNames(
  { name, debian }: Target,
): { readonly archive: string; readonly debian: string } {
  return {
    archive: `postmulti-${VERSION}-${name}.tar.gz`,
    debian: `postmulti_${VERSION}_${debian}.deb`,
  };
}

/** The manual pages and completions; undefined without the script that makes them. */
async function writeDocuments(stage: string): Promise<string> {
  const script = join(ROOT, "scripts", "write_docs.ts");
  const written = join(stage, "written");
  await Deno.mkdir(written);
  await runTool(
    [Deno.execPath(), "run", "-A", "--frozen", script, `--out=${written}`],
    { cwd: ROOT },
  );
  return written;
}

/** Of all packages of this version, for whatever machine. */
async function writeSums(out: string): Promise<string> {
  const names: string[] = [];
  for (
    const name of TARGETS.flatMap((target) => Object.values(fileNames(target)))
  ) {
    if (await exists(join(out, name))) names.push(name);
  }
  const [first = "", ...others] = names.sort();
  const sums = await runTool(["sha256sum", first, ...others], { cwd: out });
  const path = join(out, "SHA256SUMS");
  await Deno.writeTextFile(path, sums);
  return path;
}

function timeOf(commit: Commit | undefined): number {
  const set = Deno.env.get("SOURCE_DATE_EPOCH");
  if (set !== undefined && /^\d+$/.test(set)) return Number(set);
  if (set !== undefined) {
    throw new BuildError(`SOURCE_DATE_EPOCH=${set}: this must be seconds`);
  }
  if (commit !== undefined) return commit.timeSeconds;
  throw new BuildError(
    "this is no git checkout: set SOURCE_DATE_EPOCH to the time of the sources",
  );
}

function warn(commit: Commit | undefined): void {
  if (commit?.isClean === true) return;
  console.error(`package: warning: commit ${describeCommit(commit)}`);
}
