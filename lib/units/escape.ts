/**
 * Names of systemd units, made as systemd-escape(1) makes them. Pure.
 *
 * @module
 */

import { toBytes } from "../main_cf/byte_string.ts";
import { fromText } from "../main_cf/lossless_text.ts";

/** How long the name of a unit can be, in bytes. */
const LONGEST = 255;

/** What is not written as it is; `-` stands for `/`. */
const KEPT = /[A-Za-z0-9:_.]/;

/** A word as a part of a unit's name: `systemd-escape WORD`. */
export function escapeWord(word: string): string {
  const escaped = [...toBytes(fromText(word))].map((byte, at) => {
    const letter = String.fromCharCode(byte);
    if (letter === "/") return "-";
    return KEPT.test(letter) && !(at === 0 && letter === ".")
      ? letter
      : `\\x${byte.toString(16).padStart(2, "0")}`;
  });
  return escaped.join("");
}

/**
 * An absolute path as a part of a unit's name: `systemd-escape -p PATH`. Two
 * spellings of one path give the same.
 */
export function escapePath(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.length === 0 ? "-" : escapeWord(parts.join("/"));
}

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
