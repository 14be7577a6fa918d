/**
 * Which of the modes that differ from postfix-files are worth a finding. Pure.
 *
 * Distributions set modes of their own: Debian's libraries are not executable,
 * its postqueue(1) cannot be written by root, its maildrop has the sticky bit, its
 * data directory can be read. Postfix works with all of these.
 *
 * @module
 */

import type { PermissionRule } from "../postfix/postfix_files.ts";

const WRITE_OF_OTHERS = 0o022;
const SET_ID = 0o6000;
const SET_GROUP_ID = 0o2000;
const OWNER = 0o700;
const OTHERS = 0o077;
const EXECUTE_OF_OTHERS = 0o011;

/**
 * Whether somebody can do with a file what they must not, or cannot do what they
 * must.
 *
 * @param mode The permission bits it has; the rule says which it should have.
 */
export function modeMatters(mode: number, rule: PermissionRule): boolean {
  const isFile = rule.type === "file";
  const tooMuch = isFile ? WRITE_OF_OTHERS | SET_ID : WRITE_OF_OTHERS;
  return (mode & ~rule.mode & tooMuch) !== 0 ||
    (rule.mode & ~mode & neededBits(rule)) !== 0;
}

/** Root needs no permission, and a library is mapped, not started. */
function neededBits({ path, type, owner }: PermissionRule): number {
  const others = /\.so(\.|$)/.test(path) ? OTHERS & ~EXECUTE_OF_OTHERS : OTHERS;
  return others |
    (owner === "root" ? 0 : OWNER) |
    (type === "file" ? SET_GROUP_ID : 0);
}
