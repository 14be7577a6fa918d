/**
 * What undoes a step, worked out before the step is taken.
 *
 * Reads the disk, changes nothing. A record says how things were; together with
 * its step it shows later whether the step was taken, and whether there were other
 * changes since.
 *
 * @module
 */

import { withoutSlash } from "../registry/instance.ts";
import { type FileState, readFileState } from "../sys/file_state.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { formerOwnerships } from "../sys/ownership.ts";
import { type FormerOwnership, ownershipsOf, parentOf } from "../sys/seize.ts";
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
  /** The directory was there; who it belonged to is noted elsewhere. */
  | { readonly kind: "make-directory"; readonly path: string };

/** A step, and what undoes it. */
export interface UndoableStep {
  /** The step. */
  readonly step: Step;
  /** In the order in which it must be applied. */
  readonly undo: readonly Undo[];
}

/**
 * What undoes each step of a plan. What an earlier step makes is not there yet,
 * nor is anything below it, so there is no need to look.
 *
 * @throws {FatalError} When something that has to be known cannot be read.
 */
export function recordUndos(steps: readonly Step[]): UndoableStep[] {
  const absent = new Set<string>();
  return steps.map((step) => {
    const path = "path" in step ? withoutSlash(step.path) : undefined;
    const isNew = path !== undefined &&
      (absent.has(path) || absent.has(parentOf(path)));
    const undo = isNew ? undoOfNew(step) : recordUndo(step);
    for (const { kind } of undo) {
      if (kind === "remove-directory" && path !== undefined) absent.add(path);
    }
    return { step, undo };
  });
}

function undoOfNew(step: Step): Undo[] {
  switch (step.kind) {
    case "make-directory":
      return [{ kind: "remove-directory", path: step.path }];
    case "write-file":
      return [{ kind: "remove-file", path: step.path }];
    case "set-permissions":
      return [];
    default:
      return recordUndo(step);
  }
}

/**
 * What undoes a step, in the order in which it must be applied.
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

/** A file that exists before a step is taken must survive its undo. */
function isThere(path: string): boolean {
  return lstatOrNothing(path) !== undefined;
}
