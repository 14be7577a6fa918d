/**
 * Carrying out a plan: step by step, and back again when a step fails.
 *
 * Each step first finds out what would undo it, then is taken. When one fails,
 * the steps before it are undone in reverse order and the failure is thrown.
 * Removals are different: they come last in a plan, after the instance is off
 * the list, they cannot be undone, and one that fails is reported while the
 * others go on.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { editMainCf } from "../main_cf/edit.ts";
import { EDIT_TIMEOUT_MS, editFile } from "../sys/edit_file.ts";
import { makeDirectory, writeFile } from "../sys/make.ts";
import { setOwnership } from "../sys/ownership.ts";
import { removeDirectory, removeFile } from "../sys/remove.ts";
import { applyListChange, type ListSources } from "./list_change.ts";
import type { RemoveStep, Step } from "./step.ts";
import { recordFile, type Undo, undo } from "./undo.ts";

/** What a plan is carried out with. */
export interface ExecutionContext {
  /** Where to tell what could not be undone or removed. */
  readonly diagnostics: Diagnostics;
  /** Where the list of instances is read from. */
  readonly sources: ListSources;
}

/**
 * Carry out a plan.
 *
 * @throws {FatalError} When a step fails; everything done before it has been
 * undone, and what could not be undone was a warning.
 */
export async function execute(
  plan: readonly Step[],
  context: ExecutionContext,
): Promise<void> {
  const done: Undo[] = [];
  try {
    for (const step of plan) await take(step, { ...context, done });
  } catch (error) {
    if (error instanceof FatalError) await undoAll(done, context.diagnostics);
    throw error;
  }
}

interface StepContext extends ExecutionContext {
  /** What would undo the steps taken so far, oldest first; grows. */
  readonly done: Undo[];
}

async function take(step: Step, context: StepContext): Promise<void> {
  const { done, diagnostics, sources } = context;
  switch (step.kind) {
    case "make-directory":
      makeDirectory(step.path, step.mode);
      done.push({ kind: "remove-directory", path: step.path });
      return;
    case "write-file":
      done.push(recordFile(step.path, step.content));
      return writeFile(step.path, step.content, step.mode);
    case "set-permissions":
      return setOwnership(step.path, step, {
        recursive: step.recursive,
        changed: (former) => done.push({ kind: "restore-ownership", former }),
      });
    case "edit-main-cf":
      return await edit(step.path, context, (file) => {
        const result = editMainCf(file, step.edits);
        for (const warning of result.warnings) {
          diagnostics.warning(`${step.path}: ${warning}`);
        }
        return result.changed ? result.file : undefined;
      });
    case "edit-list":
      return await edit(
        step.path,
        context,
        (file) => applyListChange(file, step.change, sources),
      );
    case "remove-file":
    case "remove-directory":
      return remove(step, diagnostics);
  }
}

async function edit(
  path: string,
  { done }: StepContext,
  change: (file: Uint8Array) => Uint8Array | undefined,
): Promise<void> {
  let record: Undo | undefined;
  await editFile(path, (file) => {
    const edited = change(file);
    if (edited !== undefined) record = recordFile(path, edited);
    return edited;
  }, { timeoutMs: EDIT_TIMEOUT_MS });
  if (record !== undefined) done.push(record);
}

function remove({ kind, path }: RemoveStep, diagnostics: Diagnostics): void {
  try {
    if (kind === "remove-file") removeFile(path);
    else removeDirectory(path);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    diagnostics.warning(`${error.message}: it is left as it is`);
  }
}

async function undoAll(
  done: readonly Undo[],
  diagnostics: Diagnostics,
): Promise<void> {
  for (const record of done.toReversed()) {
    try {
      await undo(record);
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      diagnostics.warning(`cannot be undone: ${error.message}`);
    }
  }
}
