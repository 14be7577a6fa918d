/**
 * Files that this program remembers things in, from one run to the next.
 *
 * They are in /var/cache/postmulti, written by root only, and believed only when
 * only root could have written them or made their path lead elsewhere. One
 * that is missing, or is not believed, or cannot be written is not an error.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { withResource } from "./with_resource.ts";
import { isDirectory } from "./files.ts";
import { type FileIdentity, identify, identityOf } from "./identity.ts";
import { makeDirectory, writeFile } from "./make.ts";
import { isRoot } from "./process.ts";
import { readAll } from "./read_file.ts";
import { distrust } from "./trust.ts";

const DIRECTORY = "/var/cache/postmulti";

/** A file that can be believed. */
export interface CacheFile {
  /** All of it. */
  readonly content: Uint8Array;
  /** Differs as soon as the file is written anew. */
  readonly identity: FileIdentity;
}

/** Read a file of the cache by its name; undefined when it cannot be believed. */
export function readCacheFile(name: string): CacheFile | undefined {
  const path = `${DIRECTORY}/${name}`;
  if (distrust(path, "file") !== undefined) return undefined;
  try {
    // Only root can replace it with something that makes us wait.
    return withResource(Deno.openSync(path), (file) => {
      const info = file.statSync();
      const content = readAll(path, file, info);
      return { identity: identify(info), content };
    });
  } catch (error) {
    if (error instanceof FatalError) return undefined;
    if (error instanceof Deno.errors.PermissionDenied) return undefined;
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * The identity of a file of the cache, to compare with one that is known; it says
 * nothing about who has written it.
 *
 * @returns "" when there is no such file.
 */
export function cacheIdentity(name: string): string {
  return identityOf(`${DIRECTORY}/${name}`);
}

/**
 * Write a file of the cache, when that is possible; only root's is believed.
 *
 * @param mode Its permission bits.
 */
export function writeCacheFile(
  name: string,
  content: Uint8Array,
  mode: number,
): void {
  if (!isRoot()) return;
  try {
    if (!isDirectory(DIRECTORY)) makeDirectory(DIRECTORY, 0o755);
    // Nothing is written into a directory that others could prepare.
    if (distrust(DIRECTORY, "directory") !== undefined) return;
    writeFile(`${DIRECTORY}/${name}`, content, mode);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
  }
}
