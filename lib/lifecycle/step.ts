/**
 * What a life-cycle action does to the disk, as data.
 *
 * A plan is a list of steps. Everything that is needed to take a step is in
 * it, so that a plan can be shown, tested and written down before anything is
 * touched. Pure.
 *
 * @module
 */

import type { MainCfEdit } from "../main_cf/edit.ts";
import type { MasterCfEdit } from "../postfix/edit_master_cf.ts";
import { describeListChange, type ListChange } from "./list_change.ts";

/** One change of the disk. Paths are absolute. */
export type Step =
  | {
    readonly kind: "make-directory";
    readonly path: string;
    readonly mode: number;
  }
  | {
    readonly kind: "write-file";
    readonly path: string;
    readonly content: Uint8Array;
    readonly mode: number;
  }
  | {
    readonly kind: "set-permissions";
    readonly path: string;
    readonly uid: number;
    /** Undefined leaves the group alone. */
    readonly gid: number | undefined;
    readonly mode: number;
    /** Owner and group for all that is below, the mode for directories below. */
    readonly recursive: boolean;
  }
  | {
    readonly kind: "edit-main-cf";
    readonly path: string;
    readonly edits: readonly MainCfEdit[];
  }
  | {
    readonly kind: "edit-master-cf";
    readonly path: string;
    readonly edits: readonly MasterCfEdit[];
  }
  | {
    /** A file that can be put back goes. */
    readonly kind: "withdraw-file";
    readonly path: string;
  }
  | {
    /** A file gets another name in the same directory. */
    readonly kind: "move-file";
    readonly path: string;
    /** Absolute; nothing is there. */
    readonly to: string;
  }
  | {
    readonly kind: "edit-list";
    /** The primary instance's main.cf. */
    readonly path: string;
    readonly change: ListChange;
  }
  | {
    /** From here on only root can replace what is in the directories. */
    readonly kind: "seize-directories";
    readonly queueDirectory: string;
    /** Below the queue directory, parents before children. */
    readonly directories: readonly string[];
  }
  | {
    /** Go on only when the instance does not run and has no mail. */
    readonly kind: "check-empty";
    readonly title: string;
    readonly queueDirectory: string;
  }
  | {
    /** Go on only when the directory is empty; the system call decides. */
    readonly kind: "remove-queue";
    readonly title: string;
    readonly path: string;
  }
  | RemoveStep;

/** Removing what an instance leaves behind; what fails is reported, and the rest goes on. */
export type RemoveStep =
  | { readonly kind: "remove-file"; readonly path: string }
  | { readonly kind: "remove-directory"; readonly path: string };

/** Whether a step removes something for good. */
export function isRemoval(step: Step): step is RemoveStep {
  return step.kind === "remove-file" || step.kind === "remove-directory";
}

/** Settings that say which instance it is, and are not secret. */
const OWN_SETTINGS =
  /^(multi_instance_.*|.*_directory|master_service_disable|authorized_.*_users)$/;

/**
 * A step in words, as an instruction: `make the directory /etc/postfix-in, mode 755`.
 * It goes to terminals and logs, so values of other settings are not in it.
 */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case "make-directory":
      return `make the directory ${step.path}, mode ${step.mode.toString(8)}`;
    case "write-file":
      return `write ${step.path}, ${step.content.length} bytes, mode ` +
        step.mode.toString(8);
    case "set-permissions":
      return describePermissions(step);
    case "edit-main-cf":
      return `in ${step.path} ${step.edits.map(describeEdit).join(", ")}`;
    case "edit-master-cf":
      return `in ${step.path} ${step.edits.map(describeService).join(", ")}`;
    case "withdraw-file":
      return `remove ${step.path}`;
    case "move-file":
      return `rename ${step.path} to ${step.to}`;
    case "edit-list":
      return `in ${step.path} ${describeListChange(step.change)}`;
    case "seize-directories":
      return `make the directories in ${step.queueDirectory} root's alone ` +
        `(${step.directories.length} in all), so that no other user can replace them`;
    case "check-empty":
      return `make sure that ${step.queueDirectory} holds no mail`;
    case "remove-queue":
      return `remove the queue ${step.path}, or stop if it is not empty`;
    case "remove-file":
      return `remove ${step.path}`;
    case "remove-directory":
      return `remove the directory ${step.path} if it is empty`;
  }
}

function describePermissions(
  step: Extract<Step, { kind: "set-permissions" }>,
): string {
  const owner = step.gid === undefined
    ? `${step.uid}`
    : `${step.uid}:${step.gid}`;
  return `give ${step.path} owner ${owner} and mode ${step.mode.toString(8)}` +
    (step.recursive ? ", and what is below it" : "");
}

function describeEdit(edit: MainCfEdit): string {
  switch (edit.kind) {
    case "set":
      // What others may not read is said nowhere; see describeStep().
      return OWN_SETTINGS.test(edit.name)
        ? `set ${edit.name} = ${edit.value}`
        : `set ${edit.name}`;
    case "comment-out":
      return `comment out ${edit.name}`;
    case "remove":
      return `remove ${edit.name}`;
  }
}

function describeService({ kind, service }: MasterCfEdit): string {
  return `${kind === "comment-out" ? "comment out" : kind} ${service}`;
}
