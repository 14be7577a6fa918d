/**
 * Owner, group and mode of files and directories.
 *
 * What already is as it should be is not touched. Symbolic links and files with
 * a second name that are met below a directory are left alone, and other file
 * systems are not entered.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import {
  listDirectory,
  lstatOrNothing,
  reasonOf,
  statOrNothing,
} from "./files.ts";

/** How a file must look. */
export interface Ownership {
  /** The owner. */
  readonly uid: number;
  /** Undefined leaves the group alone. */
  readonly gid: number | undefined;
  /** The permission bits. */
  readonly mode: number;
}

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
 * @throws {FatalError} When something cannot be changed, or is not there.
 */
export function setOwnership(
  path: string,
  wanted: Ownership,
  recursive: boolean,
): void {
  if (statOrNothing(path) === undefined) {
    throw new FatalError(`${path}: it has gone: try again`);
  }
  for (const { former, next } of changesFor(path, wanted, recursive)) {
    refuseLink(former.path);
    try {
      change(former, next);
    } catch (error) {
      throw new FatalError(
        `${former.path}: owner or mode cannot be changed: ${reasonOf(error)}`,
      );
    }
  }
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
  readonly next: {
    readonly uid: number;
    readonly gid: number;
    readonly mode: number;
  };
}

interface Found {
  readonly path: string;
  readonly info: Deno.FileInfo;
}

function changesFor(
  path: string,
  wanted: Ownership,
  recursive: boolean,
): Change[] {
  const info = statOrNothing(path);
  if (info === undefined) return [];
  const below = recursive && info.isDirectory
    ? [...walkBelow(path, info.dev)]
    : [];
  return [
    ...changeFor({ path, info }, wanted),
    ...below.flatMap((found) => {
      const mode = found.info.isDirectory ? wanted.mode : modeOf(found.info);
      return changeFor(found, { ...wanted, mode });
    }),
  ];
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

function changeFor({ path, info }: Found, wanted: Ownership): Change[] {
  const former = {
    path,
    uid: info.uid ?? 0,
    gid: info.gid ?? 0,
    mode: modeOf(info),
  };
  const next = {
    uid: wanted.uid,
    gid: wanted.gid ?? former.gid,
    mode: wanted.mode,
  };
  const isSame = next.uid === former.uid && next.gid === former.gid &&
    next.mode === former.mode;
  return isSame ? [] : [{ former, next }];
}

function modeOf(info: Deno.FileInfo): number {
  return (info.mode ?? 0) & 0o7777;
}

function change(former: FormerOwnership, next: Change["next"]): void {
  if (next.uid !== former.uid || next.gid !== former.gid) {
    Deno.chownSync(former.path, next.uid, next.gid);
  }
  // chown(2) may clear bits of the mode.
  Deno.chmodSync(former.path, next.mode);
}

/**
 * Give back what setOwnership changed.
 *
 * @throws {FatalError} When that fails.
 */
export function restoreOwnership(former: FormerOwnership): void {
  const { path, uid, gid, mode } = former;
  try {
    Deno.chownSync(path, uid, gid);
    Deno.chmodSync(path, mode);
  } catch (error) {
    throw new FatalError(
      `${path}: owner and mode cannot be given back: ${reasonOf(error)}`,
    );
  }
}
