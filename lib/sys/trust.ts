/**
 * Whether a path can only have been written by root.
 *
 * A verdict on what lstat(2) says of the path and of every directory above it,
 * for files that this program believes because nobody else could have made
 * them.
 *
 * @module
 */

import { lstatOrNothing } from "./files.ts";

/** What a verdict is made from. */
export type Judged = Pick<
  Deno.FileInfo,
  "isSymlink" | "isFile" | "isDirectory" | "uid" | "mode"
>;

/**
 * Why somebody but root could have written a file or a directory, or made its
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
      ? `is no ${wanted}`
      : judge(info);
    if (reason !== undefined) return `${part} ${reason}`;
  }
  return undefined;
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
