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
import { formerOwnerships } from "../sys/ownership.ts";
import { type FormerOwnership, ownershipsOf } from "../sys/seize.ts";
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
  /** These looked like this; parents before children. */
  | {
    readonly kind: "give-back";
    readonly former: readonly FormerOwnership[];
  }
  /** The file had its former name. */
  | { readonly kind: "move-back"; readonly path: string; readonly to: string }
  /** The directory was there; who it belonged to is told elsewhere. */
  | { readonly kind: "make-directory"; readonly path: string };

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
    case "edit-list":
    case "edit-master-cf": {
      const { path } = step;
      const original = readFileState(path);
      return original === undefined
        ? [{ kind: "remove-file", path }]
        : [{ kind: "restore-file", path, original }];
    }
    case "withdraw-file": {
      const { path } = step;
      const original = readFileState(path);
      return original === undefined
        ? []
        : [{ kind: "restore-file", path, original }];
    }
    case "move-file":
      return [{ kind: "move-back", path: step.path, to: step.to }];
    case "set-permissions":
      return giveBackAll(
        formerOwnerships(step.path, step, step.recursive),
      );
    case "seize-directories":
      return giveBackAll(ownershipsOf(step.directories));
    case "remove-queue":
      return [{ kind: "make-directory", path: step.path }];
    case "check-empty":
    case "remove-file":
    case "remove-directory":
      return [];
  }
}

function giveBackAll(former: readonly FormerOwnership[]): Undo[] {
  return former.length === 0 ? [] : [{ kind: "give-back", former }];
}

/** What is there before a step is taken is not for its undoing to remove. */
function isThere(path: string): boolean {
  return lstatOrNothing(path) !== undefined;
}
