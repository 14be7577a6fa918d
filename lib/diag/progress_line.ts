/**
 * The lines that show how far a long operation has come, or what it waits for.
 * Pure.
 *
 * @module
 */

import { basename } from "@std/path/posix/basename";
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

/** What a line depends on beside its subject. */
export interface LineMoment {
  /** Since the operation began. */
  readonly elapsedMs: number;
  /** How wide the terminal is; the last column stays empty. */
  readonly columns: number;
}

/** One line without its newline: `3 of 20 done, 12 s: postfix-in, postfix-out`. */
export function progressLine(
  { done, total, running }: Standing,
  { elapsedMs, columns }: LineMoment,
): string {
  const head = `${done} of ${total} done, ${duration(elapsedMs)}`;
  return fitted(
    running.length === 0 ? head : `${head}: ${running.join(", ")}`,
    columns,
  );
}

/**
 * One line without its newline: `waiting, 3 s: process 4711 (postmulti -e create)
 * has postmulti.lock`.
 *
 * @param path Of a lock.
 * @param holder Who has it.
 */
export function waitingLine(
  path: string,
  holder: string,
  { elapsedMs, columns }: LineMoment,
): string {
  const name = basename(path);
  return fitted(
    `waiting, ${duration(elapsedMs)}: ${holder} has ${name}`,
    columns,
  );
}

function fitted(line: string, columns: number): string {
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
