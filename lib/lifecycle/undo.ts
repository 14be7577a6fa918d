/**
 * What undoes a step of a plan, as data, and doing so.
 *
 * A file is put back only while it still has the content that the step gave
 * it: what somebody else has written since is theirs.
 *
 * @module
 */

import { EDIT_TIMEOUT_MS, editFile } from "../sys/edit_file.ts";
import { isRegularFile, readRegularFile, statOrNothing } from "../sys/files.ts";
import { type FormerOwnership, restoreOwnership } from "../sys/ownership.ts";
import { removeDirectory, removeFile } from "../sys/remove.ts";

/** What undoes one change of the disk. */
export type Undo =
  | { readonly kind: "remove-directory"; readonly path: string }
  | {
    readonly kind: "remove-file";
    readonly path: string;
    /** What the step wrote. */
    readonly written: Uint8Array;
  }
  | {
    readonly kind: "restore-file";
    readonly path: string;
    /** What the step wrote. */
    readonly written: Uint8Array;
    readonly original: Uint8Array;
    readonly ownership: FormerOwnership;
  }
  | { readonly kind: "restore-ownership"; readonly former: FormerOwnership };

/**
 * What will undo the writing of a file, as it is before.
 *
 * @param written What is going to be written.
 * @throws {FatalError} When the file is there and cannot be read.
 */
export function recordFile(path: string, written: Uint8Array): Undo {
  const info = statOrNothing(path);
  if (info === undefined) return { kind: "remove-file", path, written };
  return {
    kind: "restore-file",
    path,
    written,
    original: readRegularFile(path),
    ownership: {
      path,
      uid: info.uid ?? 0,
      gid: info.gid ?? 0,
      mode: (info.mode ?? 0) & 0o7777,
    },
  };
}

/**
 * Undo one change.
 *
 * @throws {FatalError} When that fails.
 */
export async function undo(record: Undo): Promise<void> {
  switch (record.kind) {
    case "remove-directory":
      return removeDirectory(record.path);
    case "remove-file":
      if (isStill(record.path, record.written)) removeFile(record.path);
      return;
    case "restore-file":
      await editFile(
        record.path,
        (file) => isEqual(file, record.written) ? record.original : undefined,
        { timeoutMs: EDIT_TIMEOUT_MS },
      );
      return restoreOwnership(record.ownership);
    case "restore-ownership":
      return restoreOwnership(record.former);
  }
}

function isStill(path: string, content: Uint8Array): boolean {
  return isRegularFile(path) && isEqual(readRegularFile(path), content);
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length &&
    one.every((byte, index) => byte === other[index]);
}
