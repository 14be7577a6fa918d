/**
 * package.ts - make the packages
 *
 * usage: deno task package [--out=FOLDER] [--target=TARGET] [--sign=KEYID]
 *
 * Compiles the program and makes, in dist/ or FOLDER, for this machine or for
 * TARGET: an archive for any system, a Debian package, and a bill of materials
 * (SPDX); and for all packages of this version in there, SHA256SUMS and apt/, a
 * repository that apt reads. The version is deno.json's. All times are the commit's,
 * or SOURCE_DATE_EPOCH (in seconds): two runs on one commit give the same bytes,
 * from whatever folder. Needs dpkg-deb, GNU tar and gzip.
 *
 * --sign: signs SHA256SUMS and the repository with that key of the builder's
 * GNUPGHOME. Needs gpg, which is installed when it is missing and this is root.
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
import { fileNames, namesIn } from "./package/file_names.ts";
import { listComponents } from "./package/components.ts";
import { sha1OfFile, sha256OfFile } from "./package/digest.ts";
import {
  type RepositoryOptions,
  writeRepository,
} from "./package/repository.ts";
import { sbomText } from "./package/sbom.ts";
import { requireKey, signDetached } from "./package/sign.ts";
import { BuildError, reportErrors, runTool } from "./run_tool.ts";
import { findTarget, runtimeBase, type Target } from "./runtime_base.ts";

const ROOT = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");

/** What is made of the packages. */
interface PackageOptions {
  /** What to compile for. */
  readonly target: Target;
  /** The key to sign with, as gpg finds it. */
  readonly key?: string | undefined;
}

if (import.meta.main) {
  const args = parseArgs(Deno.args, { string: ["out", "target", "sign"] });
  await reportErrors("package", async () => {
    const out = resolve(args.out ?? join(ROOT, "dist"));
    const target = findTarget(args.target);
    for (const file of await makePackages(out, { target, key: args.sign })) {
      console.log(file);
    }
  });
}

/**
 * Makes the packages for a target in the folder `out`.
 *
 * @returns The files and folders that were made.
 * @throws {BuildError} When something is missing or fails.
 */
export async function makePackages(
  out: string,
  { target, key }: PackageOptions,
): Promise<readonly string[]> {
  const commit = await readCommit(ROOT);
  const timeSeconds = timeOf(commit);
  warn(commit);
  if (key !== undefined) await requireKey(ROOT, key);
  await Deno.mkdir(out, { recursive: true });
  const stage = await Deno.makeTempDir({ dir: out, prefix: "package." });
  try {
    const program = join(stage, "postmulti");
    await build(program, { empty: false, target });
    const { archive, debian, sbom } = fileNames(target);
    const facts = { target, commit, timeSeconds };
    await Deno.writeTextFile(join(stage, sbom), await describe(program, facts));
    const items = await listContents(ROOT, {
      program,
      sbom: join(stage, sbom),
      written: await writeDocuments(stage),
    });
    await packBoth(items, { stage, ...facts });
    const names = [archive, debian, sbom];
    for (const name of names) {
      await Deno.rename(join(stage, name), join(out, name));
    }
    return [
      ...names.map((name) => join(out, name)),
      ...await writeSums(out, key),
      await renewRepository(out, stage, { version: VERSION, timeSeconds, key }),
    ];
  } finally {
    await Deno.remove(stage, { recursive: true });
  }
}

/** What the program was made of. */
async function describe(
  program: string,
  { target, commit, timeSeconds }: {
    readonly target: Target;
    readonly commit: Commit | undefined;
    readonly timeSeconds: number;
  },
): Promise<string> {
  const base = await runtimeBase(join(ROOT, ".toolchain"), target);
  return sbomText({
    version: VERSION,
    target: target.name,
    commit: describeCommit(commit),
    timeSeconds,
    sha1: await sha1OfFile(program),
    sha256: await sha256OfFile(program),
  }, await listComponents(ROOT, base));
}

/** Puts a new repository of all Debian packages in the place of the old one. */
async function renewRepository(
  out: string,
  stage: string,
  options: RepositoryOptions,
): Promise<string> {
  const packages = await namesIn(out, ({ debian }) => [debian]);
  const made = join(stage, "apt");
  const folder = join(out, "apt");
  await writeRepository(
    made,
    packages.map((name) => join(out, name)),
    options,
  );
  if (await exists(folder)) await Deno.remove(folder, { recursive: true });
  await Deno.rename(made, folder);
  return folder;
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

/** Of all packages of this version, for whatever machine; signed with a key. */
async function writeSums(
  out: string,
  key: string | undefined,
): Promise<readonly string[]> {
  const names = await namesIn(out, (all) => Object.values(all));
  const sums = await runTool(["sha256sum", ...names], { cwd: out });
  const path = join(out, "SHA256SUMS");
  const signature = `${path}.asc`;
  // One of an earlier run would be wrong now.
  if (await exists(signature)) await Deno.remove(signature);
  await Deno.writeTextFile(path, sums);
  if (key === undefined) return [path];
  await signDetached(path, signature, key);
  return [path, signature];
}

function timeOf(commit: Commit | undefined): number {
  const set = Deno.env.get("SOURCE_DATE_EPOCH");
  if (set !== undefined && /^\d+$/.test(set)) return Number(set);
  if (set !== undefined) {
    throw new BuildError(`SOURCE_DATE_EPOCH=${set}: this must be seconds`);
  }
  if (commit !== undefined) return commit.timeSeconds;
  throw new BuildError(
    "this is not a git checkout: set SOURCE_DATE_EPOCH to the time of the sources",
  );
}

function warn(commit: Commit | undefined): void {
  if (commit?.isClean === true) return;
  console.error(`package: warning: commit ${describeCommit(commit)}`);
}
