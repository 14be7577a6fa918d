/**
 * What `postmulti -e` can be asked for.
 *
 * @module
 */

import type { Selection } from "../registry/select.ts";

/** The actions of option -e; see postmulti(1), "Instance creation/deletion/status change". */
export const EDIT_ACTIONS = [
  "init",
  "create",
  "import",
  "destroy",
  "deport",
  "enable",
  "disable",
  "assign",
] as const;

/** One of the actions of option -e, or the one that takes init back. */
export type EditAction = typeof EDIT_ACTIONS[number] | "uninit";

/** An action as the command line has it: `-e create`, `--uninit`. */
export function commandOf(action: EditAction): string {
  return action === "uninit" ? "--uninit" : `-e ${action}`;
}

/** The parameters that the command line can set for a new instance. */
export type DirectoryParameter =
  | "config_directory"
  | "queue_directory"
  | "data_directory";

/** Directories named on the command line: absolute, without slashes at the end. */
export type DirectorySettings = Readonly<
  Partial<Record<DirectoryParameter, string>>
>;

/** A life-cycle action and what it applies to. */
export interface EditRequest {
  /** What to do. */
  readonly action: EditAction;
  /** The instance, or where to put a new one; undefined when none was selected. */
  readonly selection: Selection | undefined;
  /** "" to make the instance nameless, undefined to leave its name alone. */
  readonly newName: string | undefined;
  /** "" to take the instance out of its group, undefined to leave it alone. */
  readonly newGroup: string | undefined;
  /** Where to put a new instance; empty with other actions. */
  readonly directories: DirectorySettings;
  /** Show the plan instead of carrying it out. */
  readonly dryRun: boolean;
}
