/**
 * What a plan changes on the disk, as far as that is known before it is carried out.
 *
 * Reads the disk, changes nothing. A step that would leave everything as
 * it is, is not a change; neither is what only keeps others out meanwhile.
 *
 * @module
 */

import { editMainCf } from "../main_cf/edit.ts";
import { parseMainCf } from "../main_cf/parse.ts";
import { editMasterCf } from "../postfix/edit_master_cf.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { readRegularFile } from "../sys/read_file.ts";
import type { Plan } from "./edit_context.ts";
import { resultOfEdit } from "./edit_result.ts";
import type { ListContext } from "./list_change.ts";
import type { Step } from "./step.ts";

/** One change; paths are absolute. */
export type Change =
  | {
    /** `replaced` when something was in its place. */
    readonly kind: "made" | "replaced" | "removed";
    readonly type: "file" | "directory";
    readonly path: string;
  }
  | {
    /** Settings were set, removed or commented out. */
    readonly kind: "edited";
    readonly path: string;
    /** The names of the settings, or of the services in a master.cf. */
    readonly parameters: readonly string[];
  }
  | {
    /** Owner, group or mode were set on what was there. */
    readonly kind: "permissions";
    readonly path: string;
    /** Whether all that is below it as well. */
    readonly recursive: boolean;
  };

type EditStep = Extract<
  Step,
  { kind: "edit-main-cf" | "edit-master-cf" | "edit-list" }
>;

/**
 * The changes of a plan in the order of its steps.
 *
 * @throws {FatalError} When a file that would be edited cannot be read.
 */
export function changesOf(
  { steps }: Pick<Plan, "steps">,
  sources: ListContext,
): readonly Change[] {
  const made = new Set<string>();
  return steps.flatMap((step): Change[] => {
    // What a step before this has made, was not there to be changed.
    if ("path" in step && made.has(step.path)) return [];
    const changes = changesBy(step, sources);
    for (const { kind, path } of changes) {
      if (kind === "made" || kind === "replaced") made.add(path);
    }
    return changes;
  });
}

function changesBy(step: Step, sources: ListContext): Change[] {
  switch (step.kind) {
    case "make-directory":
      return [{ kind: "made", type: "directory", path: step.path }];
    case "write-file": {
      const kind = lstatOrNothing(step.path) ? "replaced" : "made";
      return [{ kind, type: "file", path: step.path }];
    }
    case "set-permissions": {
      const { path, recursive } = step;
      return [{ kind: "permissions", path, recursive }];
    }
    case "edit-master-cf":
    case "edit-main-cf":
    case "edit-list": {
      const parameters = editedBy(step, sources);
      const { path } = step;
      return parameters.length > 0
        ? [{ kind: "edited", path, parameters }]
        : [];
    }
    case "remove-queue":
    case "remove-directory":
      return [{ kind: "removed", type: "directory", path: step.path }];
    case "move-file":
      return [
        { kind: "removed", type: "file", path: step.path },
        { kind: "made", type: "file", path: step.to },
      ];
    case "withdraw-file":
    case "remove-file":
      return [{ kind: "removed", type: "file", path: step.path }];
    case "seize-directories":
    case "check-empty":
      return [];
  }
}

function editedBy(step: EditStep, sources: ListContext): readonly string[] {
  const file = readRegularFile(step.path);
  if (step.kind === "edit-main-cf") {
    return step.edits.filter((edit) => editMainCf(file, [edit]).changed)
      .map(({ name }) => name);
  }
  if (step.kind === "edit-master-cf") {
    return step.edits.filter((edit) => editMasterCf(file, [edit]).changed)
      .map(({ service }) => service);
  }
  const edited = resultOfEdit(step, file, sources)?.file;
  if (edited === undefined) return [];
  const [before, after] = [file, edited].map((bytes) =>
    parseMainCf(bytes).settings
  );
  return ["multi_instance_directories", "alternate_config_directories"]
    .filter((name) => before?.get(name)?.value !== after?.get(name)?.value);
}
