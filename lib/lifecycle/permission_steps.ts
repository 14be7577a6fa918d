/**
 * The steps that give an instance's own files the owners and modes that
 * `postfix -c DIR set-permissions` would. Pure.
 *
 * @module
 */

import type { PermissionRule } from "../postfix/postfix_files.ts";
import { withoutSlash } from "../registry/instance.ts";
import type { Step } from "./step.ts";

/** What the steps are made with. */
export interface PermissionContext {
  /** Whether a path will be there when its step is taken. */
  readonly exists: (path: string) => boolean;
  /** The number of a user name. */
  readonly userId: (name: string) => number;
  /** The number of a group name. */
  readonly groupId: (name: string) => number;
}

/**
 * One or two steps for each rule that applies, in the order of the rules. Of
 * several rules for one path the last counts, as each is followed.
 */
export function permissionSteps(
  rules: readonly PermissionRule[],
  { exists, userId, groupId }: PermissionContext,
): Step[] {
  const made = new Set<string>();
  return rules.flatMap((rule) => {
    const isThere = exists(rule.path) || made.has(withoutSlash(rule.path));
    if (!isThere && (rule.optional || !rule.create)) return [];
    const { path, mode, recursive } = rule;
    const gid = rule.group === undefined ? undefined : groupId(rule.group);
    const step: Step = {
      kind: "set-permissions",
      path,
      uid: userId(rule.owner),
      gid,
      mode,
      recursive,
    };
    if (isThere) return [step];
    made.add(withoutSlash(path));
    return [{ kind: "make-directory", path, mode }, step];
  });
}
