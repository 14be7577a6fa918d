/**
 * debian.ts - the Debian package
 *
 * Its files, what it says about itself, and the scripts that put our tool in the
 * place of the stock one; packed by dpkg-deb. The same files give the same
 * bytes: dpkg-deb sorts names, and takes the time from SOURCE_DATE_EPOCH.
 */

import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { runTool } from "../run_tool.ts";
import { DOCUMENTS, type Item } from "./contents.ts";
import { changelogText, controlText, type Release } from "./control.ts";
import { DIVERSIONS, maintainerScripts } from "./maintainer_scripts.ts";
import { place, settle, sizeInKib } from "./place.ts";

const CHANGES = fromFileUrl(new URL("CHANGELOG.md", import.meta.url));
const COPYRIGHT = fromFileUrl(new URL("copyright", import.meta.url));
const OVERRIDES = fromFileUrl(new URL("lintian_overrides", import.meta.url));

/**
 * Packs the files into `out`, whose name ends in .deb.
 *
 * @throws {BuildError} When dpkg-deb or gzip fails, or is missing.
 */
export async function packDebian(
  items: readonly Item[],
  out: string,
  { stage, release }: {
    /** A folder to work in. */
    readonly stage: string;
    readonly release: Release;
  },
): Promise<void> {
  const folder = join(stage, "debian");
  for (const { source, onDebian, mode, isCompressed } of items) {
    await place(folder, { source }, { path: onDebian, mode, isCompressed });
  }
  await placeDocuments(folder, release);
  await placeControl(folder, release);
  await settle(folder, release.timeSeconds);
  await runTool([
    "dpkg-deb",
    "--root-owner-group",
    "-Zxz",
    // Higher levels save a tenth, and take four times as long.
    "-z1",
    // One thread would compress differently from several.
    "--threads-max=2",
    "--build",
    folder,
    out,
  ], { cwd: stage, env: { SOURCE_DATE_EPOCH: String(release.timeSeconds) } });
}

/** What every Debian package has. */
async function placeDocuments(
  folder: string,
  release: Release,
): Promise<void> {
  const mode = 0o644;
  await place(folder, { source: COPYRIGHT }, {
    path: `${DOCUMENTS}/copyright`,
    mode,
  });
  const changes = await Deno.readTextFile(CHANGES);
  await place(folder, { text: changelogText(release, changes) }, {
    path: `${DOCUMENTS}/changelog.gz`,
    mode,
    isCompressed: true,
  });
  await place(folder, { source: OVERRIDES }, {
    path: "usr/share/lintian/overrides/postmulti",
    mode,
  });
}

/** What dpkg reads: who the package is, its scripts, and the digests of its files. */
async function placeControl(
  folder: string,
  release: Release,
): Promise<void> {
  const installedKib = await sizeInKib(folder);
  const digests = await runTool(
    ["sh", "-c", "find usr -type f | LC_ALL=C sort | xargs md5sum"],
    { cwd: folder },
  );
  const put = (name: string, text: string, mode: number): Promise<void> =>
    place(folder, { text }, { path: `DEBIAN/${name}`, mode });
  await put("control", controlText(release, installedKib), 0o644);
  await put("md5sums", digests, 0o644);
  for (const [name, text] of Object.entries(await scriptsFor(folder))) {
    await put(name, text, 0o755);
  }
}

/** Only what the package has a file for is put aside. */
async function scriptsFor(
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const present = [];
  for (const diversion of DIVERSIONS) {
    if (await isFile(join(folder, diversion.path))) present.push(diversion);
  }
  return maintainerScripts(present);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
