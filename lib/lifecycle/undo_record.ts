/**
 * What undoes a step, worked out before the step is taken.
 *
 * Reads the disk, changes nothing. A record says how things were; together with
 * its step it can be told later whether the step was taken, and whether somebody
 * else has been there since.
 *
 * @module
 */

import { type FileState, readFileState } from "../sys/file_state.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { type FormerOwnership, formerOwnerships } from "../sys/ownership.ts";
import type { Step } from "./step.ts";

/** What undoes one change of the disk. */
export type Undo =
  /** The directory was not there. */
  | { readonly kind: "remove-directory"; readonly path: string }
  /** The file was not there. */
  | { readonly kind: "remove-file"; readonly path: string }
  /** The file was like this. */
  | {
    readonly kind: "restore-file";
    readonly path: string;
    readonly original: FileState;
  }
  | { readonly kind: "restore-ownership"; readonly former: FormerOwnership }
  | {
    readonly kind: "rename";
    readonly from: string;
    readonly to: string;
  };

/**
 * What undoes a step, in the order in which it is to be applied.
 *
 * @throws {FatalError} When something that has to be known cannot be read.
 */
export function recordUndo(step: Step): Undo[] {
  switch (step.kind) {
    case "make-directory":
      return isThere(step.path)
        ? []
        : [{ kind: "remove-directory", path: step.path }];
    case "write-file":
    case "edit-main-cf":
    case "edit-list": {
      const { path } = step;
      const original = readFileState(path);
      return original === undefined
        ? [{ kind: "remove-file", path }]
        : [{ kind: "restore-file", path, original }];
    }
    case "set-permissions":
      return formerOwnerships(step.path, step, step.recursive)
        .map((former) => ({ kind: "restore-ownership", former }));
    case "rename":
      return isThere(step.to)
        ? []
        : [{ kind: "rename", from: step.to, to: step.from }];
    case "check-empty":
    case "remove-file":
    case "remove-directory":
      return [];
  }
}

/** What is there before a step is taken is not for its undoing to remove. */
function isThere(path: string): boolean {
  return lstatOrNothing(path) !== undefined;
}
