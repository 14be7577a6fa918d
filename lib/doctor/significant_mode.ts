/**
 * Which of the modes and groups that differ from postfix-files are worth a finding. Pure.
 *
 * Distributions set modes of their own: Debian's libraries are not executable,
 * its postqueue(1) cannot be written by root, its maildrop has the sticky bit, its
 * data directory can be read, its postlog(1) is not set-gid. Postfix works with all
 * of these, and "postfix check" finds nothing in them.
 *
 * @module
 */

import type { PermissionRule } from "../postfix/postfix_files.ts";

const WRITE_OF_OTHERS = 0o022;
const SET_ID = 0o6000;
const SET_GROUP_ID = 0o2000;
/** The commands that get at the queue by their group, as "postfix check" has them. */
const SET_GROUP_ID_COMMANDS = /\/(postdrop|postqueue)$/;
const OWNER = 0o700;
const OTHERS = 0o077;
const EXECUTE_OF_OTHERS = 0o011;

/**
 * Whether a user can do with a file what they must not, or cannot do what they must.
 *
 * @param mode The permission bits it has; the rule says which it should have.
 */
export function isModeSignificant(mode: number, rule: PermissionRule): boolean {
  const isFile = rule.type === "file";
  const tooMuch = isFile ? WRITE_OF_OTHERS | SET_ID : WRITE_OF_OTHERS;
  return (mode & ~rule.mode & tooMuch) !== 0 ||
    (rule.mode & ~mode & neededBits(rule)) !== 0;
}

/**
 * Whether it matters which group a file or directory has: not when its group can do no
 * more with a file than others can, and need not.
 *
 * @param mode The permission bits it has; the rule says which it should have.
 */
export function isGroupSignificant(
  mode: number,
  rule: PermissionRule,
): boolean {
  const isSetId = (mode & SET_ID) !== 0 || needsSetGroupId(rule);
  return rule.type !== "file" || isSetId || hasGroupRights(mode) ||
    hasGroupRights(rule.mode);
}

function hasGroupRights(mode: number): boolean {
  return (mode >> 3 & 0o7) !== (mode & 0o7);
}

function needsSetGroupId({ path }: PermissionRule): boolean {
  return SET_GROUP_ID_COMMANDS.test(path);
}

/** Root needs no permission, and a library is mapped, not started. */
function neededBits(rule: PermissionRule): number {
  const { path, owner } = rule;
  const others = /\.so(\.|$)/.test(path) ? OTHERS & ~EXECUTE_OF_OTHERS : OTHERS;
  return others |
    (owner === "root" ? 0 : OWNER) |
    (needsSetGroupId(rule) ? SET_GROUP_ID : 0);
}
