/**
 * What keeps units from being installed or removed, and what is only reported.
 *
 * @module
 */

import { basename } from "@std/path/posix/basename";
import { FatalError } from "../diag/errors.ts";
import type { Override } from "./distribution.ts";
import type { FileState, OwnFile } from "./own_files.ts";

const NOTHING_DONE = "nothing was done";

/** A file of ours with the state it was found in. */
export interface FoundFile extends OwnFile {
  /** How it was found. */
  readonly state: FileState;
}

/**
 * Refuse when a file of ours is not as this program writes it.
 *
 * @throws {FatalError} For the first one.
 */
export function refuseChanged(
  files: readonly FoundFile[],
  root: string,
): void {
  for (const { path, state } of files) {
    const unit = basename(path);
    if (state === "masked") {
      throw new FatalError(
        `${root}${path}: ${unit} is masked: ${NOTHING_DONE}: ` +
          `run "systemctl unmask ${unit}" first`,
      );
    }
    if (state === "edited") {
      throw new FatalError(
        `${root}${path}: this is not as postmulti wrote it: ${NOTHING_DONE}: ` +
          `keep your changes with "systemctl edit ${unit}", and remove the file`,
      );
    }
  }
}

/**
 * Refuse when the administrator has other plans with a unit of the distribution.
 *
 * @throws {FatalError} For the first one.
 */
export function refuseOverrides(overrides: readonly Override[]): void {
  for (const { kind, path } of overrides) {
    const unit = basename(path);
    if (kind === "masked") {
      throw new FatalError(
        `${path}: ${unit} is masked, so nothing would start at boot: ` +
          `${NOTHING_DONE}: run "systemctl unmask ${unit}" first`,
      );
    }
    if (kind === "replaced") {
      throw new FatalError(
        `${path}: this is a unit of your own, which would fight with ` +
          `postmulti@.service: ${NOTHING_DONE}: remove it, or go on without --units`,
      );
    }
    if (kind === "decides") {
      throw new FatalError(
        `${path}: this says what the unit runs, and would win over ` +
          `postmulti: ${NOTHING_DONE}: remove it, or go on without --units`,
      );
    }
  }
}

/** What to say of drop-ins that no longer reach Postfix. */
export function overrideNotes(overrides: readonly Override[]): string[] {
  return overrides.filter(({ kind }) => kind === "drop-in").map(({ path }) =>
    `${path}: this is kept, but Postfix runs in postmulti@.service now: ` +
    'put what it is for there, with "systemctl edit postmulti@.service"'
  );
}
