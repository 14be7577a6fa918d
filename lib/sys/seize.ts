/**
 * Taking directories away from their owners, and giving back what was taken.
 *
 * A user who can write a directory can exchange what is in it for symbolic links,
 * also between the moment a path is looked at and the moment it is used, and
 * the runtime offers no calls that work on an open directory. So the
 * directories become root's alone from the top downwards: each is looked at
 * when only root can still replace it, because the one above it has
 * been taken already. They are given back from the bottom upwards, for the same
 * reason.
 *
 * The directory above the topmost must be one that only root can write.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { kindOf, lstatOrNothing, reasonOf } from "./files.ts";

/** How a file looked before it was changed. */
export interface FormerOwnership {
  /** Absolute path. */
  readonly path: string;
  /** The owner. */
  readonly uid: number;
  /** The group. */
  readonly gid: number;
  /** The permission bits. */
  readonly mode: number;
}

/**
 * Make directories root's alone.
 *
 * @param paths Parents before children; what is not there is left out.
 * @throws {FatalError} When something else is in the place of a directory, or
 * it cannot be taken; those before it have been taken.
 */
export function seizeDirectories(paths: readonly string[]): void {
  for (const path of paths) {
    const info = lstatOrNothing(path);
    if (info === undefined) continue;
    if (!info.isDirectory) {
      throw new FatalError(
        `${path}: this is ${kindOf(info)} now, and was a directory a moment ` +
          "ago: find out which process did that, end it, and try again",
      );
    }
    // The group has no say in mode 700.
    const { gid } = ownerOf(info);
    setOwner(path, info, { uid: Deno.uid() ?? 0, gid, mode: 0o700 });
  }
}

/** Who directories belong to; what is not a directory is left out. */
export function ownershipsOf(paths: readonly string[]): FormerOwnership[] {
  return paths.flatMap((path) => {
    const info = lstatOrNothing(path);
    return info?.isDirectory ? { path, ...ownerOf(info) } : [];
  });
}

/**
 * Give files and directories back to their former owners. It does not matter
 * how many of them had been taken; what has gone or become a link, and what was
 * below it, is left as it is.
 *
 * @param former Parents before children, every directory on the way among them.
 * @throws {FatalError} When that fails.
 */
export function giveBack(former: readonly FormerOwnership[]): void {
  const above = new Set(former.map(({ path }) => parentOf(path)));
  const lost = new Set<string>();
  for (const { path } of former) {
    const info = lstatOrNothing(path);
    if (!info || info.isSymlink || lost.has(parentOf(path))) lost.add(path);
    else if (info.isDirectory && above.has(path)) seizeDirectories([path]);
  }
  for (const { path, ...wanted } of former.toReversed()) {
    if (lost.has(path)) continue;
    const info = lstatOrNothing(path);
    if (info !== undefined) setOwner(path, info, wanted);
  }
}

/**
 * Set owner, group and mode, where they are not right already.
 *
 * @param info What lstat(2) says of the path, which must not be a link.
 * @throws {FatalError} When they cannot be set.
 */
export function setOwner(
  path: string,
  info: Deno.FileInfo,
  wanted: Omit<FormerOwnership, "path">,
): void {
  const now = ownerOf(info);
  const isOwned = now.uid === wanted.uid && now.gid === wanted.gid;
  try {
    if (!isOwned) Deno.chownSync(path, wanted.uid, wanted.gid);
    // chown(2) may clear bits of the mode.
    if (!isOwned || now.mode !== wanted.mode) Deno.chmodSync(path, wanted.mode);
  } catch (error) {
    throw new FatalError(
      `${path}: owner or mode cannot be changed: ${reasonOf(error)}`,
    );
  }
}

/** Owner, group and permission bits. */
export function ownerOf(info: Deno.FileInfo): Omit<FormerOwnership, "path"> {
  return {
    uid: info.uid ?? 0,
    gid: info.gid ?? 0,
    mode: (info.mode ?? 0) & 0o7777,
  };
}

/**
 * The directory that a path is in, which for a path that ends in a slash is the
 * one before that slash: it is judged itself, and not by what it may lead to.
 */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
