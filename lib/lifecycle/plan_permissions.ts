/**
 * The steps that make an instance's own files look as Postfix wants them.
 *
 * Reads postfix-files and the account tables, changes nothing.
 *
 * @module
 */

import { readPermissionRules } from "../postfix/read_postfix_files.ts";
import { groupId, userId } from "../sys/accounts.ts";
import { statOrNothing } from "../sys/files.ts";
import type { EditContext } from "./edit_context.ts";
import { permissionSteps } from "./permission_steps.ts";
import type { Step } from "./step.ts";

/**
 * The result is what `postfix -c DIR set-permissions` gives.
 *
 * @param value Looks up a parameter of the instance.
 * @param before The steps that are taken before these.
 * @throws {FatalError} When postfix-files cannot be read, or an account is missing.
 */
export function planPermissions(
  { installation }: EditContext,
  value: (name: string) => string,
  before: readonly Step[],
): Step[] {
  const made = new Set(
    before.flatMap((step) =>
      step.kind === "make-directory" || step.kind === "write-file"
        ? step.path
        : []
    ),
  );
  const rules = readPermissionRules(
    installation.primary.value("meta_directory"),
    value,
  );
  return permissionSteps(rules, {
    exists: (path) => made.has(path) || statOrNothing(path) !== undefined,
    userId: remembered(userId),
    groupId: remembered(groupId),
  });
}

function remembered(look: (name: string) => number): (name: string) => number {
  const known = new Map<string, number>();
  return (name) => {
    const number = known.get(name) ?? look(name);
    known.set(name, number);
    return number;
  };
}
