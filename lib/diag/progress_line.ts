/**
 * The line that tells how far a long operation has come. Pure.
 *
 * @module
 */

import { printable } from "./diagnostics.ts";

/** How far it has come. */
export interface Standing {
  /** How many are done. */
  readonly done: number;
  /** How many there are in all. */
  readonly total: number;
  /** What is being worked on now, in words, the oldest first. */
  readonly running: readonly string[];
}

/**
 * One line without its newline: `3 of 20 done, 12 s: postfix-in, postfix-out`.
 *
 * @param elapsedMs Since the operation began.
 * @param columns How wide the terminal is; the last column stays empty.
 */
export function progressLine(
  { done, total, running }: Standing,
  { elapsedMs, columns }: {
    readonly elapsedMs: number;
    readonly columns: number;
  },
): string {
  const head = `${done} of ${total} done, ${duration(elapsedMs)}`;
  const line = running.length === 0 ? head : `${head}: ${running.join(", ")}`;
  const width = Math.max(columns - 1, 0);
  const characters = [...printable(line)];
  if (characters.length <= width) return characters.join("");
  return `${characters.slice(0, Math.max(width - 3, 0)).join("")}...`
    .slice(0, width);
}

/** In whole seconds: `12 s`, `3 min 5 s`. */
function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
