/**
 * place.ts - lay out the files of a package in a folder
 *
 * Every file and folder gets a fixed mode and a fixed time, so that what is
 * packed does not depend on who packs it, when and where.
 */

import { walk } from "@std/fs/walk";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { runTool } from "../run_tool.ts";

/** One file to lay out: an existing one, or a text. */
export type Content =
  | { readonly source: string }
  | { readonly text: string };

/** Where and how. */
export interface Placement {
  /** Relative to the folder; a compressed one ends in .gz already. */
  readonly path: string;
  /** Permission bits. */
  readonly mode: number;
  /** Whether to compress it. */
  readonly isCompressed?: boolean;
}

/** Puts one file into the folder. */
export async function place(
  folder: string,
  content: Content,
  { path, mode, isCompressed = false }: Placement,
): Promise<void> {
  const target = join(folder, path);
  await Deno.mkdir(dirname(target), { recursive: true });
  const plain = isCompressed ? target.replace(/\.gz$/, "") : target;
  if ("text" in content) await Deno.writeTextFile(plain, content.text);
  else await Deno.copyFile(content.source, plain);
  // No name and no time in the compressed file.
  if (isCompressed) await runTool(["gzip", "-9n", plain], { cwd: folder });
  await Deno.chmod(target, mode);
}

/** Gives all files that time, and all folders that time and mode 755. */
export async function settle(
  folder: string,
  timeSeconds: number,
): Promise<void> {
  for await (const { path, isDirectory } of walk(folder)) {
    if (isDirectory) await Deno.chmod(path, 0o755);
    await Deno.utime(path, timeSeconds, timeSeconds);
  }
}

/** The size of all files in a folder, each rounded up, in KiB. */
export async function sizeInKib(folder: string): Promise<number> {
  let kib = 0;
  for await (const { path } of walk(folder)) {
    const { isFile, size } = await Deno.stat(path);
    kib += isFile ? Math.ceil(size / 1024) : 1;
  }
  return kib;
}
