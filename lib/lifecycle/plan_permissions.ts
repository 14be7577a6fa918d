/**
 * The steps that make an instance's own files look as Postfix wants them.
 *
 * Reads postfix-files and the account tables, changes nothing.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { readPermissionRules } from "../postfix/read_postfix_files.ts";
import { withoutSlash } from "../registry/instance.ts";
import { openAccounts } from "../sys/accounts.ts";
import { statOrNothing } from "../sys/files.ts";
import { parentOf } from "../sys/seize.ts";
import type { EditContext } from "./edit_context.ts";
import { permissionSteps } from "./permission_steps.ts";
import type { Step } from "./step.ts";

/** The instance that the steps are for. */
export interface PermissionTarget {
  /** Its configuration directory. */
  readonly configDirectory: string;
  /** Looks up a parameter of the instance. */
  readonly value: (name: string) => string;
  /** The steps that make what is not there yet. */
  readonly before: readonly Step[];
}

/** The steps, in two parts. */
export interface PermissionPlan {
  /** For the configuration directory: before anything is written into it. */
  readonly first: readonly Step[];
  /** For all the rest, when it is there. */
  readonly rest: readonly Step[];
}

/**
 * The result is what `postfix -c DIR set-permissions` gives.
 *
 * @throws {FatalError} When postfix-files cannot be read or is not that of a
 * Postfix, or an account is missing.
 */
export function planPermissions(
  { installation }: EditContext,
  { configDirectory, value, before }: PermissionTarget,
): PermissionPlan {
  const made = new Set(
    before.flatMap((step) =>
      step.kind === "make-directory" || step.kind === "write-file"
        ? step.path
        : []
    ),
  );
  const metaDirectory = installation.primary.value("meta_directory");
  const rules = readPermissionRules(metaDirectory, value);
  const queueDirectory = withoutSlash(value("queue_directory"));
  if (!rules.some(({ path }) => withoutSlash(path) === queueDirectory)) {
    throw new FatalError(
      `${metaDirectory}/postfix-files: does not say what a queue directory ` +
        "must look like: reinstall Postfix",
    );
  }
  const steps = permissionSteps(rules, {
    exists: (path) =>
      made.has(withoutSlash(path)) ||
      // Below what is new there is nothing yet.
      !made.has(parentOf(withoutSlash(path))) &&
        statOrNothing(path) !== undefined,
    ...openAccounts(),
  });
  const isFirst = (step: Step): boolean =>
    step.kind === "set-permissions" && step.path === configDirectory;
  return {
    first: steps.filter(isFirst),
    rest: steps.filter((step) => !isFirst(step)),
  };
}
