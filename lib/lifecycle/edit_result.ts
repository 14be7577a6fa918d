/**
 * What an editing step makes of a main.cf or master.cf. Pure.
 *
 * @module
 */

import { editMainCf } from "../main_cf/edit.ts";
import { editMasterCf } from "../postfix/edit_master_cf.ts";
import { applyListChange, type ListContext } from "./list_change.ts";
import type { Step } from "./step.ts";

/** The result of an edit. */
export interface EditOutcome {
  /** The new bytes. */
  readonly file: Uint8Array;
  /** What the administrator should know. */
  readonly warnings: readonly string[];
}

/**
 * Apply a step to the bytes of the file it is about.
 *
 * @returns Undefined for a step that edits nothing, or changes nothing.
 * @throws {FatalError} When the list of instances in it cannot be read.
 */
export function resultOfEdit(
  step: Step,
  file: Uint8Array,
  sources: ListContext,
): EditOutcome | undefined {
  switch (step.kind) {
    case "edit-main-cf": {
      const result = editMainCf(file, step.edits);
      return result.changed ? result : undefined;
    }
    case "edit-master-cf": {
      const result = editMasterCf(file, step.edits);
      return result.changed ? result : undefined;
    }
    case "edit-list": {
      const edited = applyListChange(file, step.change, sources);
      return edited === undefined ? undefined : { file: edited, warnings: [] };
    }
    default:
      return undefined;
  }
}
