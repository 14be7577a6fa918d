/**
 * Taking one step of a plan.
 *
 * Steps from the change of the instance list on may be taken twice: an action
 * that was interrupted is finished by taking them again.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { EDIT_TIMEOUT_MS, editFile } from "../sys/edit_file.ts";
import { lockIfThere } from "../sys/lock_probe.ts";
import { makeDirectory, writeFile } from "../sys/make.ts";
import { moveFile } from "../sys/move_file.ts";
import { setOwnership } from "../sys/ownership.ts";
import { removeDirectory, removeFile } from "../sys/remove.ts";
import { seizeDirectories } from "../sys/seize.ts";
import { resultOfEdit } from "./edit_result.ts";
import type { ListContext } from "./list_change.ts";
import { describeMail } from "./mail_count.ts";
import type { RemoveStep, Step } from "./step.ts";

/** What steps are taken with. */
export interface StepContext {
  /** Where to report what could not be removed. */
  readonly diagnostics: Diagnostics;
  /** Where the list of instances is read from. */
  readonly sources: ListContext;
  /** Takes what must stay open until the action has ended. */
  readonly keep: (held: Disposable) => void;
  /** Takes the path of what should be removed and cannot be. */
  readonly leave: (path: string) => void;
}

/**
 * Take a step.
 *
 * A removal that fails is a warning, and the action goes on.
 *
 * @throws {FatalError} When any other step fails; it may be half taken.
 */
export async function takeStep(
  step: Step,
  context: StepContext,
): Promise<void> {
  switch (step.kind) {
    case "make-directory":
      return makeDirectory(step.path, step.mode);
    case "write-file":
      return writeFile(step.path, step.content, step.mode);
    case "set-permissions":
      return setOwnership(step.path, step, step.recursive);
    case "edit-main-cf":
    case "edit-list":
    case "edit-master-cf":
      return await edit(step, context);
    case "withdraw-file":
      return removeFile(step.path);
    case "move-file":
      return moveFile(step.path, step.to);
    case "seize-directories":
      return seizeDirectories(step.directories);
    case "check-empty":
      return checkEmpty(step, context);
    case "remove-queue":
      return removeQueue(step);
    case "remove-file":
    case "remove-directory":
      return remove(step, context);
  }
}

async function edit(
  step: Extract<
    Step,
    { kind: "edit-main-cf" | "edit-list" | "edit-master-cf" }
  >,
  { diagnostics, sources }: StepContext,
): Promise<void> {
  await editFile(step.path, (file) => {
    const outcome = resultOfEdit(step, file, sources);
    for (const warning of outcome?.warnings ?? []) {
      diagnostics.warning(`${step.path}: ${warning}`);
    }
    return outcome?.file;
  }, { timeoutMs: EDIT_TIMEOUT_MS });
}

/** The instance cannot be started while its master lock is held. */
function checkEmpty(
  { title, queueDirectory }: Extract<Step, { kind: "check-empty" }>,
  { keep }: StepContext,
): void {
  const lock = lockIfThere(`${queueDirectory}/pid/master.pid`);
  if (lock === "taken") {
    throw new FatalError(`instance ${title} has been started meanwhile`);
  }
  if (lock !== undefined) keep(lock);
  const mail = describeMail(queueDirectory);
  if (mail === undefined) return;
  throw new FatalError(
    `instance ${title} has got mail meanwhile: ${mail}: it stays in the list`,
  );
}

/**
 * Whether a directory is empty is for rmdir(2) to say: the runtime says
 * nothing about a directory that can only be read in part.
 */
function removeQueue(
  { title, path }: Extract<Step, { kind: "remove-queue" }>,
): void {
  try {
    removeDirectory(path);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    throw new FatalError(
      `${error.message}: look what is in it or mounted on it, and check ` +
        `the disk if you see nothing: instance ${title} stays in the list`,
    );
  }
}

function remove(
  { kind, path }: RemoveStep,
  { diagnostics, leave }: StepContext,
): void {
  try {
    if (kind === "remove-file") removeFile(path);
    else removeDirectory(path);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    diagnostics.warning(`${error.message}: it is left as it is`);
    leave(path);
  }
}
