/**
 * repository.ts - a repository of the Debian packages, as apt reads it
 *
 * A flat one: the packages, an index of them (Packages, Packages.gz) and its
 * description (Release) are in one folder. With a key it is signed (InRelease and
 * Release.gpg), and the public key is beside it. All times are the commit's, so all but
 * the signatures is the same each time.
 */

import { basename } from "@std/path/basename";
import { join } from "@std/path/join";
import { sha256OfFile } from "./digest.ts";
import { runTool } from "../run_tool.ts";
import { exportKey, signClear, signDetached } from "./sign.ts";

/** One file that an index or a description names. */
export interface IndexedFile {
  /** Its path in the repository. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** What a repository says about itself. */
export interface RepositoryOptions {
  /** The version of the program. */
  readonly version: string;
  /** When the commit was made, in seconds since 1970. */
  readonly timeSeconds: number;
  /** The key that signs it; unsigned without one. */
  readonly key?: string | undefined;
}

/** The public key, for signed-by in sources.list(5). */
const KEY_NAME = "postmulti.asc";

/** The index entry of a package, in the form of Packages. Pure. */
export function indexEntry(control: string, file: IndexedFile): string {
  return `${control.trimEnd()}
Filename: ./${file.name}
Size: ${file.size}
SHA256: ${file.sha256}
`;
}

/** The file Release. Pure. */
export function releaseText(
  files: readonly IndexedFile[],
  architectures: readonly string[],
  { version, timeSeconds }: RepositoryOptions,
): string {
  const lines = files.map(({ name, size, sha256 }) =>
    ` ${sha256} ${size} ${name}`
  );
  return `Origin: postmulti
Label: postmulti
Version: ${version}
Date: ${new Date(timeSeconds * 1000).toUTCString()}
Architectures: ${architectures.join(" ")}
Description: postmulti, manager of Postfix instances
SHA256:
${lines.join("\n")}
`;
}

/**
 * Makes the repository of the packages in the new folder `folder`.
 *
 * @param packages Paths of .deb files, sorted.
 * @throws {BuildError} When dpkg-deb, gzip or gpg fails or is missing.
 */
export async function writeRepository(
  folder: string,
  packages: readonly string[],
  options: RepositoryOptions,
): Promise<void> {
  await Deno.mkdir(folder);
  const entries: string[] = [];
  const architectures: string[] = [];
  for (const path of packages) {
    await Deno.copyFile(path, join(folder, basename(path)));
    const field = (...names: string[]): Promise<string> =>
      runTool(["dpkg-deb", "--field", path, ...names], { cwd: folder });
    entries.push(indexEntry(await field(), await indexed(path)));
    architectures.push((await field("Architecture")).trim());
  }
  const index = join(folder, "Packages");
  await Deno.writeTextFile(index, entries.join("\n"));
  await runTool(["gzip", "-9n", "--keep", index], { cwd: folder });
  const files = [await indexed(index), await indexed(`${index}.gz`)];
  await Deno.writeTextFile(
    join(folder, "Release"),
    releaseText(files, architectures, options),
  );
  if (options.key !== undefined) await sign(folder, options.key);
}

async function sign(folder: string, key: string): Promise<void> {
  const release = join(folder, "Release");
  await signClear(release, join(folder, "InRelease"), key);
  await signDetached(release, join(folder, "Release.gpg"), key);
  await exportKey(key, join(folder, KEY_NAME));
}

async function indexed(path: string): Promise<IndexedFile> {
  const { size } = await Deno.stat(path);
  return { name: basename(path), size, sha256: await sha256OfFile(path) };
}
