/**
 * archive.ts - the packed tar archive, for every other system
 *
 * One folder in it, named after the archive. The same files give the same bytes:
 * names are sorted, owners and times are fixed. Needs GNU tar and gzip.
 */

import { join } from "@std/path/join";
import { runTool } from "../run_tool.ts";
import type { Item } from "./contents.ts";
import { place, settle } from "./place.ts";

/**
 * Packs the files, with the license, into `out`, whose name ends in .tar.gz.
 *
 * @throws {BuildError} When tar or gzip fails.
 */
export async function packArchive(
  items: readonly Item[],
  out: string,
  { stage, license, timeSeconds }: {
    /** A folder to work in. */
    readonly stage: string;
    /** The project's license. */
    readonly license: string;
    readonly timeSeconds: number;
  },
): Promise<void> {
  const name = out.slice(out.lastIndexOf("/") + 1).replace(/\.tar\.gz$/, "");
  const folder = join(stage, name);
  for (const { source, inArchive, mode } of items) {
    await place(folder, { source }, { path: inArchive, mode });
  }
  await place(folder, { source: license }, { path: "LICENSE", mode: 0o644 });
  await settle(folder, timeSeconds);
  const archive = join(stage, `${name}.tar`);
  await runTool([
    "tar",
    "--create",
    `--file=${archive}`,
    "--format=gnu",
    "--sort=name",
    `--mtime=@${timeSeconds}`,
    "--owner=0",
    "--group=0",
    "--numeric-owner",
    name,
  ], { cwd: stage });
  await runTool(["gzip", "-n", archive], { cwd: stage });
  await Deno.rename(`${archive}.gz`, out);
}
