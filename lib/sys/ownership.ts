/**
 * Owner, group and mode of files and directories.
 *
 * What already is as it should be is not touched. Symbolic links that are met
 * below a directory are left alone, and other file systems are not entered.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { lstatOrNothing, reasonOf } from "./files.ts";

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
 * Give a file or directory its owner and mode and, when asked to, owner and
 * group to all that is below it and the mode to the directories below it.
 *
 * @param changed Is told each file before it is changed.
 * @throws {FatalError} When something cannot be changed.
 */
export function setOwnership(
  path: string,
  wanted: Ownership,
  { recursive, changed }: {
    readonly recursive: boolean;
    readonly changed: (former: FormerOwnership) => void;
  },
): void {
  const info = Deno.statSync(path);
  changeOne({ path, info, wanted, withMode: true }, changed);
  if (!recursive || !info.isDirectory) return;
  for (const below of walkBelow(path, info.dev)) {
    const withMode = below.info.isDirectory;
    changeOne({ ...below, wanted, withMode }, changed);
  }
}

interface Found {
  readonly path: string;
  readonly info: Deno.FileInfo;
}

function* walkBelow(directory: string, device: number): Generator<Found> {
  for (const { name } of Deno.readDirSync(directory)) {
    const path = `${directory}/${name}`;
    const info = lstatOrNothing(path);
    if (info === undefined || info.isSymlink || info.dev !== device) continue;
    yield { path, info };
    if (info.isDirectory) yield* walkBelow(path, device);
  }
}

function changeOne(
  { path, info, wanted, withMode }: Found & {
    readonly wanted: Ownership;
    readonly withMode: boolean;
  },
  changed: (former: FormerOwnership) => void,
): void {
  const former = {
    path,
    uid: info.uid ?? 0,
    gid: info.gid ?? 0,
    mode: (info.mode ?? 0) & 0o7777,
  };
  const uid = wanted.uid;
  const gid = wanted.gid ?? former.gid;
  const mode = withMode ? wanted.mode : former.mode;
  const ownerChanges = uid !== former.uid || gid !== former.gid;
  if (!ownerChanges && mode === former.mode) return;
  changed(former);
  try {
    if (ownerChanges) Deno.chownSync(path, uid, gid);
    // chown(2) may clear bits of the mode.
    Deno.chmodSync(path, mode);
  } catch (error) {
    throw new FatalError(
      `${path}: owner or mode cannot be changed: ${reasonOf(error)}`,
    );
  }
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
