/**
 * Names of systemd units. Pure.
 *
 * @module
 */

import { escapePath, escapeWord } from "../registry/escape_path.ts";

/** How long the name of a unit can be, in bytes. */
const LONGEST = 255;

/** Whether systemd accepts the name of a unit by its length. */
export function isShortEnough(unit: string): boolean {
  return unit.length <= LONGEST;
}

/** The unit of the instance in a configuration directory. */
export function unitOf(configDirectory: string): string {
  return `postmulti@${escapePath(configDirectory)}.service`;
}

/** The unit of a group of instances. */
export function groupUnitOf(group: string): string {
  return `postmulti-group@${escapeWord(group)}.target`;
}
