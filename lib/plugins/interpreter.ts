/**
 * The interpreter that the first line of a script names, judged like the script:
 * who can write it, or exchange a link on the way to it, runs what they want.
 *
 * @module
 */

import { readHead } from "../sys/file_head.ts";
import { isSystemError, reasonOf } from "../sys/files.ts";
import type { Mistrust, TrustJudge } from "../sys/trust_judge.ts";

/** An interpreter can be a script itself; the kernel goes so far: execve(2). */
const MAX_DEPTH = 4;

/** The kernel reads so much of the first line. */
const LINE_BYTES = 256;

/**
 * What speaks against the interpreter of a script. What it starts in turn, as
 * env(1) does, is not looked at.
 *
 * @param path The script's, for messages.
 * @param head Its first bytes, one character each.
 * @returns Undefined when nothing does, or it is not a script.
 */
export function mistrustInterpreter(
  path: string,
  head: string,
  judge: TrustJudge,
): Mistrust | undefined {
  let line = head;
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    const [, interpreter] = /^#![ \t]*([^ \t\n]*)/.exec(line) ?? [];
    if (interpreter === undefined) return undefined;
    if (!interpreter.startsWith("/")) {
      const reason =
        `names an interpreter without a directory: "${interpreter}"`;
      return { path, reason, remedy: "give its whole path, like #!/bin/sh" };
    }
    const verdict = judge.judgeFollowing(interpreter);
    if (verdict.mistrust !== undefined) {
      const { path: wrong, reason, remedy } = verdict.mistrust;
      return {
        path,
        reason: `has an interpreter that is not trusted: ${wrong} ${reason}`,
        remedy: `${remedy}, or name another interpreter`,
      };
    }
    const next = beginningOf(interpreter, verdict.info.size);
    if (typeof next !== "string") return { path, ...next };
    line = next;
  }
  const reason = "has an interpreter that is a script, and so on";
  return { path, reason, remedy: "name a program as its interpreter" };
}

function beginningOf(
  path: string,
  size: number,
): string | Pick<Mistrust, "reason" | "remedy"> {
  try {
    return readHead(path, { size, maxBytes: LINE_BYTES }).text;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const reason = `has an interpreter that cannot be read: ${path}: ` +
      reasonOf(error);
    return { reason, remedy: "run this as root, or correct its mode" };
  }
}
