/**
 * Taking an edit back out of a main.cf or master.cf that has been edited since.
 *
 * Only what the edit set is touched, and only where it still stands. Pure.
 *
 * @module
 */

import { encodeUtf8 } from "../main_cf/byte_string.ts";
import { editMainCf, type MainCfEdit } from "../main_cf/edit.ts";
import { parseMainCf } from "../main_cf/parse.ts";
import {
  editMasterCf,
  type MasterCfEdit,
  serviceTexts,
} from "../postfix/edit_master_cf.ts";
import { listOf, parametersOf } from "../postfix/parameters.ts";
import {
  applyListChange,
  type ListChange,
  type ListContext,
} from "./list_change.ts";
import type { Step } from "./step.ts";

/** A file before an edit, and as it is now. */
export interface EditedFile {
  /** Its bytes before the edit. */
  readonly original: Uint8Array;
  /** Its bytes now. */
  readonly now: Uint8Array;
}

/**
 * The bytes of the file without the edit.
 *
 * @returns Undefined when the edit is not in the file, or the step is none.
 * @throws {FatalError} When the list of instances in it cannot be read.
 */
export function withoutEdit(
  step: Step,
  { original, now }: EditedFile,
  sources: ListContext,
): Uint8Array | undefined {
  switch (step.kind) {
    case "edit-main-cf": {
      const edits = inverseEdits(step.edits, { original, now });
      return edits.length === 0 ? undefined : editMainCf(now, edits).file;
    }
    case "edit-master-cf": {
      const edits = inverseServices(step.edits, { original, now });
      return edits.length === 0 ? undefined : editMasterCf(now, edits).file;
    }
    case "edit-list": {
      const change = inverseChange(step.change, { original, now }, sources);
      return change && applyListChange(now, change, sources);
    }
    default:
      return undefined;
  }
}

function inverseEdits(
  edits: readonly MainCfEdit[],
  { original, now }: EditedFile,
): MainCfEdit[] {
  const before = parseMainCf(original).settings;
  const current = parseMainCf(now).settings;
  return edits.flatMap((edit): MainCfEdit[] => {
    const { name } = edit;
    const value = edit.kind === "set" ? edit.value : undefined;
    if (current.get(name)?.value !== value) return [];
    const old = before.get(name)?.value;
    if (old === value) return [];
    return [
      old === undefined
        ? { kind: "comment-out", name }
        : { kind: "set", name, value: old },
    ];
  });
}

/** A service that was new is commented out; what had been is still there then. */
function inverseServices(
  edits: readonly MasterCfEdit[],
  { original, now }: EditedFile,
): MasterCfEdit[] {
  const before = serviceTexts(original);
  const current = serviceTexts(now);
  const edited = serviceTexts(editMasterCf(original, edits).file);
  return edits.flatMap(({ service }): MasterCfEdit[] => {
    const old = before.get(service);
    if (current.get(service) !== edited.get(service)) return [];
    if (old === edited.get(service)) return [];
    return [
      old === undefined
        ? { kind: "comment-out", service }
        : { kind: "set", service, lines: `${old}\n` },
    ];
  });
}

function inverseChange(
  change: ListChange,
  { original, now }: EditedFile,
  sources: ListContext,
): ListChange | undefined {
  if (change.kind === "reorder") {
    return { kind: "reorder", directories: managedIn(original, sources) };
  }
  const directory = encodeUtf8(change.directory);
  const isListed = managedIn(now, sources).includes(directory);
  if (isListed !== (change.kind === "add")) return undefined;
  if (change.kind === "add") {
    const wasAlternate = alternatesIn(original).includes(directory);
    const kind = wasAlternate ? "deport" : "remove";
    return { kind, directory: change.directory };
  }
  const before = managedIn(original, sources);
  return {
    kind: "add",
    directory: change.directory,
    before: before[before.indexOf(directory) + 1],
  };
}

function managedIn(file: Uint8Array, sources: ListContext): string[] {
  const parameters = parametersOf({ ...sources, mainCf: parseMainCf(file) });
  return listOf(parameters.bytes("multi_instance_directories"));
}

function alternatesIn(file: Uint8Array): string[] {
  const { settings } = parseMainCf(file);
  return listOf(settings.get("alternate_config_directories")?.value ?? "");
}
