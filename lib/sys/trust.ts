/**
 * Whether a path can only have been written by root.
 *
 * A verdict on what lstat(2) says of the path and of every directory above it,
 * for files that this program believes because no other user could have made
 * them.
 *
 * @module
 */

import { lstatOrNothing, statOrNothing } from "./files.ts";

/** What a verdict is made from. */
export type Judged = Pick<
  Deno.FileInfo,
  "isSymlink" | "isFile" | "isDirectory" | "uid" | "mode"
>;

/**
 * Why a user other than root could have written a file or a directory, or made its
 * path lead elsewhere.
 *
 * @param path Absolute, without symbolic links; what is missing is distrusted.
 * @returns What is wrong, or undefined when it can be trusted.
 */
export function distrust(
  path: string,
  kind: "file" | "directory",
): string | undefined {
  const names = path.split("/").filter((name) => name !== "");
  for (let depth = 0; depth <= names.length; depth++) {
    const part = "/" + names.slice(0, depth).join("/");
    const info = lstatOrNothing(part);
    const wanted = depth === names.length ? kind : "directory";
    const reason = info === undefined || kindOf(info) !== wanted
      ? `is not a ${wanted}`
      : judge(info);
    if (reason !== undefined) return `${part} ${reason}`;
  }
  return undefined;
}

/**
 * Why a user other than root and the one of this process could have written a file;
 * the directories above it are not looked at.
 *
 * @returns What is wrong, or undefined when nothing is, or it is missing.
 */
export function distrustFile(path: string): string | undefined {
  const info = statOrNothing(path);
  if (info === undefined) return undefined;
  if (info.uid !== 0 && info.uid !== Deno.uid()) {
    return `belongs to user ${info.uid}`;
  }
  return ((info.mode ?? 0) & 0o022) !== 0
    ? "can be written by others"
    : undefined;
}

/** A directory that cannot be trusted, and what speaks against it. */
export interface Distrust {
  /** The directory, or one above it. */
  readonly path: string;
  /** Completes the sentence "the directory ...". */
  readonly reason: string;
}

/**
 * Why a user other than root could change what is in a directory, or exchange the
 * directory. Symbolic links on the way to it are followed. Above it, a directory
 * that others can write is fine when they can only remove what is theirs.
 *
 * @returns What is wrong, or undefined when it can be trusted or is missing.
 */
export function distrustDirectory(path: string): Distrust | undefined {
  return distrustWay(path, judge);
}

/**
 * Why a user other than root could replace a directory, no matter who may change
 * what is in it; as distrustDirectory() otherwise.
 */
export function distrustWayTo(path: string): Distrust | undefined {
  return distrustWay(path, () => undefined);
}

/** @param judgeLast What speaks against the directory itself. */
function distrustWay(
  path: string,
  judgeLast: (info: Judged) => string | undefined,
): Distrust | undefined {
  if (statOrNothing(path) === undefined) return undefined;
  const real = Deno.realPathSync(path);
  const names = real.split("/").filter((name) => name !== "");
  for (let depth = 0; depth <= names.length; depth++) {
    const part = "/" + names.slice(0, depth).join("/");
    const info = lstatOrNothing(part);
    if (info === undefined) return undefined;
    const reason = depth < names.length ? judgeAbove(info) : judgeLast(info);
    if (reason !== undefined) return { path: part, reason };
  }
  return undefined;
}

/** In a sticky directory, others can only remove what is theirs. */
function judgeAbove(info: Deno.FileInfo): string | undefined {
  const isSticky = ((info.mode ?? 0) & 0o1000) !== 0;
  return judge({
    ...info,
    mode: isSticky ? (info.mode ?? 0) & ~0o022 : info.mode,
  });
}

/** What speaks against trusting a file or directory with this stat. */
export function judge(info: Judged): string | undefined {
  if (info.isSymlink) return "is a symbolic link";
  if (info.uid !== 0) return `belongs to user ${info.uid}, not to root`;
  if (((info.mode ?? 0) & 0o022) !== 0) return "can be written by others";
  return undefined;
}

function kindOf(info: Deno.FileInfo): string {
  if (info.isDirectory) return "directory";
  return info.isFile ? "file" : "other";
}
