/**
 * Paths as parts of file names, escaped as systemd-escape(1) does it. Pure.
 *
 * @module
 */

import { toBytes } from "../main_cf/byte_string.ts";
import { fromText } from "../main_cf/lossless_text.ts";

/** What is not escaped; `-` stands for `/`. */
const KEPT = /[A-Za-z0-9:_.]/;

/** A word without `/` at its ends: `systemd-escape WORD`. */
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

/** An absolute path: `systemd-escape -p PATH`. Two spellings of one path give the same. */
export function escapePath(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.length === 0 ? "-" : escapeWord(parts.join("/"));
}
