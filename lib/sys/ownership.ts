/**
 * Owner, group and mode of files and directories.
 *
 * What already is as it should be is not touched. Symbolic links and files with
 * a second name that are met below a directory are left alone, and other file
 * systems are not entered. Below a directory that belongs to another user nothing is
 * changed before the directory has been taken from them; see seize.ts.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { listDirectory, lstatOrNothing, statOrNothing } from "./files.ts";
import {
  type FormerOwnership,
  ownerOf,
  parentOf,
  seizeDirectories,
  setOwner,
} from "./seize.ts";

/** How a file must look. */
export interface Ownership {
  /** The owner. */
  readonly uid: number;
  /** Undefined leaves the group alone. */
  readonly gid: number | undefined;
  /** The permission bits. */
  readonly mode: number;
}

/**
 * What setOwnership would change, as it is before.
 *
 * @returns In the order of the changes; empty when the path is not there.
 * @throws {FatalError} When a directory cannot be read.
 */
export function formerOwnerships(
  path: string,
  wanted: Ownership,
  recursive: boolean,
): FormerOwnership[] {
  return changesFor(path, wanted, recursive).map(({ former }) => former);
}

/**
 * Give a file or directory its owner and mode and, when asked to, owner and
 * group to all that is below it and the mode to the directories below it.
 *
 * @throws {FatalError} When something cannot be changed, or is not there; only
 * a part may have been changed then.
 */
export function setOwnership(
  path: string,
  wanted: Ownership,
  recursive: boolean,
): void {
  if (statOrNothing(path) === undefined) {
    throw new FatalError(`${path}: it has gone: try again`);
  }
  const changes = changesFor(path, wanted, recursive);
  // The first, if any, is the path itself.
  if (changes[0]?.isRight === false) refuseLink(path);
  seizeDirectories(
    changes.filter(({ isWay }) => isWay).map(({ former }) => former.path),
  );
  for (const { former, next } of changes.toReversed()) {
    const info = lstatOrNothing(former.path);
    if (info === undefined || info.isSymlink) {
      throw new FatalError(
        `${former.path}: it has been replaced in the meantime: try again`,
      );
    }
    refuseSecondName(former.path, info);
    setOwner(former.path, info, next);
    // One that was made in between would have got at another file through us.
    const after = lstatOrNothing(former.path);
    if (after?.isFile && after.nlink !== 1) {
      setOwner(former.path, after, former);
      refuseSecondName(former.path, after);
    }
  }
}

/** Under another name the file may be anybody's. */
function refuseSecondName(path: string, info: Deno.FileInfo): void {
  if (!info.isFile || info.nlink === 1) return;
  throw new FatalError(
    `${path}: this file has a second name elsewhere, and its owner or mode ` +
      "would be changed there as well: find the other name with " +
      `"find / -xdev -samefile ${path}", and remove one of them`,
  );
}

/** What a link leads to may be anybody's. */
function refuseLink(path: string): void {
  if (!lstatOrNothing(path)?.isSymlink) return;
  throw new FatalError(
    `${path}: this is a symbolic link, and what it leads to has the wrong ` +
      "owner or mode: correct that by hand",
  );
}

interface Change {
  readonly former: FormerOwnership;
  readonly next: Omit<FormerOwnership, "path">;
  /** Whether it looks as it must, and is only on the way to something else. */
  readonly isRight: boolean;
  /** Whether it is a directory on the way to something else. */
  readonly isWay: boolean;
}

interface Found {
  readonly path: string;
  readonly info: Deno.FileInfo;
}

/** Parents before children; what is right is among them when it is on the way. */
function changesFor(
  path: string,
  wanted: Ownership,
  recursive: boolean,
): Change[] {
  const info = statOrNothing(path);
  if (info === undefined) return [];
  const isTree = recursive && info.isDirectory;
  const isLink = lstatOrNothing(path)?.isSymlink;
  const top = isTree && isLink ? Deno.realPathSync(path) : path;
  const below = isTree ? [...walkBelow(top, info.dev)] : [];
  const changes = [{ path: top, info }, ...below].map((found, index) => {
    const isDirectory = index === 0 || found.info.isDirectory;
    const mode = isDirectory ? wanted.mode : ownerOf(found.info).mode;
    return changeFor(found, { ...wanted, mode });
  });
  const ways = waysTo(changes.filter(({ isRight }) => !isRight), top);
  return changes
    .map((change) => ({ ...change, isWay: ways.has(change.former.path) }))
    .filter(({ isRight, isWay }) => isWay || !isRight);
}

/** The directories that paths lead through, `top` the first of them. */
function waysTo(changes: readonly Change[], top: string): Set<string> {
  const ways = new Set<string>();
  for (const { former: { path } } of changes) {
    let way = path;
    while (way !== top && !ways.has(parentOf(way))) {
      way = parentOf(way);
      ways.add(way);
    }
  }
  return ways;
}

function* walkBelow(directory: string, device: number): Generator<Found> {
  for (const { name } of listDirectory(directory)) {
    const path = `${directory}/${name}`;
    const info = lstatOrNothing(path);
    if (info === undefined || info.isSymlink || info.dev !== device) continue;
    if (info.isFile && info.nlink !== 1) continue;
    yield { path, info };
    if (info.isDirectory) yield* walkBelow(path, device);
  }
}

function changeFor({ path, info }: Found, wanted: Ownership): Change {
  const former = { path, ...ownerOf(info) };
  const { uid, mode, gid = former.gid } = wanted;
  const isRight = uid === former.uid && gid === former.gid &&
    mode === former.mode;
  return { former, next: { uid, gid, mode }, isRight, isWay: false };
}
