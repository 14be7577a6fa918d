/**
 * Whether a file is safe to be run: only root, or the user who runs
 * this program, could have written it or made its path lead elsewhere.
 *
 * A verdict on what lstat(2) says of the file and of each directory above it.
 * Verdicts on directories are kept, for many files share them. Reads only.
 *
 * @module
 */

import { dirname } from "@std/path/posix/dirname";
import { type EntryTypes, kindOf, lstatOrNothing, reasonOf } from "./files.ts";
import { remembered } from "./remembered.ts";

/** Why a path cannot be trusted, and what to do about it. */
export interface Mistrust {
  /** Absolute path of the file or directory that is wrong. */
  readonly path: string;
  /** Follows the path: `can be written by others than its owner`. */
  readonly reason: string;
  /** `run "chmod go-w PATH"`. */
  readonly remedy: string;
}

/** What a path should be. */
export type TrustedKind = "file" | "directory";

/** What a verdict is made from. */
export type Judged = EntryTypes & Pick<Deno.FileInfo, "uid" | "mode">;

/** What came of judging a path. */
export type Verdict =
  | { readonly mistrust: Mistrust }
  | { readonly mistrust?: undefined; readonly info: Deno.FileInfo };

/** Judges paths, and remembers its verdicts on directories. */
export interface TrustJudge {
  /**
   * The verdict on a file or directory, and on all that is above it.
   *
   * @param path Absolute, without symbolic links above its last component.
   */
  judge(path: string, kind: TrustedKind): Verdict;
  /**
   * The verdict on a file that symbolic links may lead to: on it, and on each link
   * on the way.
   *
   * @param path Absolute.
   */
  judgeFollowing(path: string): Verdict;
}

/** Bits of st_mode: write by group and others; set-user-ID and set-group-ID. */
const OTHERS_WRITE = 0o022;
const SET_ID = 0o6000;

/** A judge for one run of the program. */
export function openTrustJudge(): TrustJudge {
  let user: number | undefined;
  const known = new Map<string, Verdict>();
  const directory = (path: string): Verdict => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const verdict = judge(path, "directory");
    known.set(path, verdict);
    return verdict;
  };
  const judge = (path: string, kind: TrustedKind): Verdict => {
    const above = path === "/" ? undefined : directory(dirname(path));
    return above?.mistrust === undefined
      ? look(path, { kind, user: user ??= Deno.uid() ?? 0 })
      : above;
  };
  const follow = (path: string): Verdict => {
    let rest = namesOf(path);
    let real = "";
    for (let links = 0; rest.length > 0;) {
      const [name = "", ...more] = rest;
      rest = more;
      if (name === "..") {
        real = real.slice(0, Math.max(0, real.lastIndexOf("/")));
        continue;
      }
      const target = targetOf(`${real}/${name}`);
      if (target === undefined) {
        real = `${real}/${name}`;
        continue;
      }
      // Only those who can write the directory can exchange a link in it.
      const above = directory(real || "/");
      if (above.mistrust !== undefined) return above;
      if (++links > MAX_LINKS) return looping(path);
      if (target.startsWith("/")) real = "";
      rest = [...namesOf(target), ...more];
    }
    return judge(real || "/", "file");
  };
  return {
    judge: (path, kind) =>
      kind === "directory" ? directory(path) : judge(path, kind),
    judgeFollowing: remembered(follow),
  };
}

/** So many symbolic links the kernel follows: path_resolution(7). */
const MAX_LINKS = 40;

function looping(path: string): Verdict {
  const reason = "leads through too many symbolic links";
  return { mistrust: { path, reason, remedy: "name the file itself" } };
}

function namesOf(path: string): string[] {
  return path.split("/").filter((name) => name !== "" && name !== ".");
}

/** What a symbolic link says; undefined for anything else. */
function targetOf(path: string): string | undefined {
  return lstatOrNothing(path)?.isSymlink ? Deno.readLinkSync(path) : undefined;
}

/** What speaks against trusting a path with this stat. */
export function mistrustOf(
  path: string,
  info: Judged,
  { kind, user }: { readonly kind: TrustedKind; readonly user: number },
): Mistrust | undefined {
  const isRight = kind === "file" ? info.isFile : info.isDirectory;
  if (!isRight) {
    const wanted = kind === "file" ? "a regular file" : "a directory";
    const reason = `is ${kindOf(info)}, not ${wanted}`;
    return { path, reason, remedy: `put ${wanted} in its place` };
  }
  if (info.uid !== 0 && info.uid !== user) {
    const reason = `belongs to user ${info.uid}`;
    return { path, reason, remedy: `run "chown root ${path}"` };
  }
  const mode = info.mode ?? 0;
  if ((mode & OTHERS_WRITE) !== 0) {
    const reason = "can be written by others than its owner";
    return { path, reason, remedy: `run "chmod go-w ${path}"` };
  }
  if ((mode & SET_ID) === 0) return undefined;
  const reason = "has a set-user-ID or set-group-ID bit";
  return { path, reason, remedy: `run "chmod ug-s ${path}"` };
}

function look(
  path: string,
  expected: { readonly kind: TrustedKind; readonly user: number },
): Verdict {
  let info: Deno.FileInfo;
  try {
    info = Deno.lstatSync(path);
  } catch (error) {
    const reason = `cannot be looked at: ${reasonOf(error)}`;
    return { mistrust: { path, reason, remedy: "fix that, and try again" } };
  }
  const mistrust = mistrustOf(path, info, expected);
  return mistrust === undefined ? { info } : { mistrust };
}
