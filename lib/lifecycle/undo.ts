/**
 * Undoing a step.
 *
 * It does not matter whether the step was taken, half taken or not at all, or
 * whether this undoing was itself interrupted before: each record is compared
 * with the disk first. What has been changed since stays as those changes left
 * it, with a warning.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { EDIT_TIMEOUT_MS, editFile } from "../sys/edit_file.ts";
import {
  readFileState,
  restoreAttributes,
  restoreFileState,
} from "../sys/file_state.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { makeDirectory } from "../sys/make.ts";
import { moveFile } from "../sys/move_file.ts";
import {
  removeDirectory,
  removeFile,
  removeUnlockedFile,
} from "../sys/remove.ts";
import { isSameBytes } from "../sys/same_bytes.ts";
import { giveBack } from "../sys/seize.ts";
import { resultOfEdit } from "./edit_result.ts";
import { withoutEdit } from "./inverse_edit.ts";
import type { JournalEntry } from "./journal.ts";
import type { ListContext } from "./list_change.ts";
import { type Admit, admitsUndo } from "./places.ts";
import type { Step } from "./step.ts";
import type { Undo } from "./undo_record.ts";

const THEIRS = "it was changed in the meantime: those changes are kept";

/** What undoing works with. */
export interface UndoContext {
  /** Where to report what could not be undone. */
  readonly diagnostics: Diagnostics;
  /** Where the list of instances is read from. */
  readonly sources: ListContext;
  /** Judges each path first, in recovery. */
  readonly admit?: Admit;
}

/**
 * Undo steps, the last one first.
 *
 * @returns Whether everything could be undone; what could not was a warning.
 */
export async function undoEntries(
  entries: readonly JournalEntry[],
  context: UndoContext,
): Promise<boolean> {
  const { admit } = context;
  let isComplete = true;
  for (const { step, undo } of entries.toReversed()) {
    for (const record of undo) {
      try {
        if (admit && !admitsUndo(admit, record)) continue;
        await undoOne(record, { ...context, step });
      } catch (error) {
        if (!(error instanceof FatalError)) throw error;
        isComplete = false;
        context.diagnostics.warning(`cannot be undone: ${error.message}`);
      }
    }
  }
  return isComplete;
}

interface StepUndoContext extends UndoContext {
  /** The step that is undone. */
  readonly step: Step;
}

async function undoOne(
  record: Undo,
  context: StepUndoContext,
): Promise<void> {
  switch (record.kind) {
    case "remove-directory":
      return removeDirectory(record.path);
    case "remove-file":
      return removeWritten(record.path, context);
    case "restore-file":
      return await restoreFile(record, context);
    case "move-back":
      if (lstatOrNothing(record.to) === undefined) return;
      if (lstatOrNothing(record.path) !== undefined) return;
      return moveFile(record.to, record.path);
    case "make-directory":
      // "postfix check" may have made a missing queue again.
      if (lstatOrNothing(record.path) !== undefined) return;
      return makeDirectory(record.path, 0o700);
    case "give-back":
      return giveBack(record.former);
  }
}

function removeWritten(
  path: string,
  { diagnostics, step }: StepUndoContext,
): void {
  removeUnlockedFile(`${path}.tmp`);
  const now = readFileState(path);
  if (now === undefined) return;
  if (step.kind === "write-file" && isSameBytes(now.content, step.content)) {
    return removeFile(path);
  }
  diagnostics.warning(`${path}: ${THEIRS}`);
}

async function restoreFile(
  { path, original }: Extract<Undo, { kind: "restore-file" }>,
  { diagnostics, sources, step }: StepUndoContext,
): Promise<void> {
  removeUnlockedFile(`${path}.tmp`);
  const now = readFileState(path);
  if (now !== undefined && isSameBytes(now.content, original.content)) {
    return restoreAttributes(path, original);
  }
  if (step.kind === "write-file" || step.kind === "withdraw-file") {
    const own = step.kind === "write-file" ? step.content : undefined;
    if (
      now === undefined || own !== undefined && isSameBytes(now.content, own)
    ) {
      return restoreFileState(path, original);
    }
    return diagnostics.warning(`${path}: ${THEIRS}`);
  }
  if (now === undefined) return restoreFileState(path, original);
  const edited = resultOfEdit(step, original.content, sources);
  let isOriginal = false;
  let isTakenOut = false;
  await editFile(path, (file) => {
    if (edited !== undefined && isSameBytes(file, edited.file)) {
      isOriginal = true;
      return original.content;
    }
    const theirs = { original: original.content, now: file };
    const without = withoutEdit(step, theirs, sources);
    isTakenOut = without !== undefined;
    return without;
  }, { timeoutMs: EDIT_TIMEOUT_MS });
  if (isOriginal) return restoreAttributes(path, original);
  if (isTakenOut) diagnostics.warning(`${path}: ${THEIRS}`);
}
