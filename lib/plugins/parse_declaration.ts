/**
 * Reading the declaration line of a plugin. Pure.
 *
 *     @postmulti-plugin 1 on=pre:start,fail:start,post:stop timeout=60 for=group:mta
 *
 * The line may stand after any comment leader. The file is read as bytes and
 * never executed to find out what it wants.
 *
 * @module
 */

import {
  groupProblem,
  NAME_PREFIX,
  nameProblem,
} from "../registry/instance.ts";
import type { FileHead } from "../sys/file_head.ts";
import type { Audience, Declaration } from "./declaration.ts";
import type { EventName } from "./event.ts";
import type { KnownOps } from "./known_ops.ts";

/** How much of a file is looked at, in bytes. */
export const DECLARATION_BYTES = 4096;

/** A declaration, or what is wrong with it. */
export type Declared =
  | { readonly declaration: Declaration }
  | { readonly problem: string; readonly remedy: string };

const MARK = "@postmulti-plugin";

const EXAMPLE = `# ${MARK} 1 on=pre:start,post:stop timeout=60`;

const ALL: Audience = { kind: "all" };
const KEYS = ["on", "timeout", "for"];
const VERSION = "1";
const DEFAULT_TIMEOUT_S = 60;
const MAX_TIMEOUT_S = 600;
const CLASSES = ["@start", "@stop", "@control", "@edit", "@change"];

/**
 * Read the declaration.
 *
 * Every start of the program comes by here for every plugin, so there are no
 * regular expressions: compiling one takes longer than all this.
 *
 * @param head The beginning of the file: DECLARATION_BYTES, or all of it.
 * @param knownOps What an event can be about, beside the classes.
 */
export function parseDeclaration(
  { text, isAll }: FileHead,
  knownOps: KnownOps,
): Declared {
  const line = nextMarked(text, 0);
  if (line === undefined) {
    return {
      problem: `has no ${MARK} line in its first 4 KiB`,
      remedy: `add one, such as "${EXAMPLE}"`,
    };
  }
  if (nextMarked(text, line.end) !== undefined) {
    const problem = `has more than one ${MARK} line in its first 4 KiB`;
    return { problem, remedy: "leave only one of them" };
  }
  if (line.end === text.length && !isAll) {
    const problem = `has a ${MARK} line that does not end in its first 4 KiB`;
    return { problem, remedy: "put that line further up" };
  }
  try {
    return { declaration: declarationOf(wordsIn(line.text), knownOps) };
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    const problem = `has a wrong ${MARK} line: ${error.message}`;
    return { problem, remedy: `correct that line, as in "${EXAMPLE}"` };
  }
}

interface MarkedLine {
  /** What follows the mark. */
  readonly text: string;
  /** Where its newline is, or the end. */
  readonly end: number;
}

/** Anything without a letter may come before the mark. */
function nextMarked(text: string, from: number): MarkedLine | undefined {
  let at = text.indexOf(MARK, from);
  while (at >= 0) {
    const rest = at + MARK.length;
    const newline = text.indexOf("\n", rest);
    const end = newline < 0 ? text.length : newline;
    const leader = text.slice(text.lastIndexOf("\n", at) + 1, at);
    const after = text.slice(rest, end);
    const isWhole = after === "" || after.trimStart() !== after;
    if (isWhole && leader.toLowerCase() === leader.toUpperCase()) {
      return { text: after, end };
    }
    at = text.indexOf(MARK, rest);
  }
  return undefined;
}

/** A comment may have to be closed on the same line. */
function wordsIn(text: string): readonly string[] {
  const all = text.trim().replaceAll("\t", " ").split(" ");
  const words = all.includes("") ? all.filter((word) => word !== "") : all;
  const last = words[words.length - 1];
  return last === "*/" || last === "-->" ? words.slice(0, -1) : words;
}

/** Says what is wrong with a line; never leaves this file. */
class DeclarationError extends Error {}

function declarationOf(
  words: readonly string[],
  knownOps: KnownOps,
): Declaration {
  if (words[0] !== VERSION) {
    throw new DeclarationError(`version "${words[0] ?? ""}" is not ${VERSION}`);
  }
  const values = new Map<string, string>();
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? "";
    const equals = word.indexOf("=");
    const key = word.slice(0, Math.max(equals, 0));
    if (!KEYS.includes(key)) {
      throw new DeclarationError(`unknown word "${word}"`);
    }
    if (values.has(key)) throw new DeclarationError(`${key}= is there twice`);
    values.set(key, word.slice(equals + 1));
  }
  const on = values.get("on");
  if (on === undefined) throw new DeclarationError("on= is missing");
  return {
    events: eventsIn(on, knownOps),
    timeoutS: timeoutOf(values.get("timeout")),
    audience: audienceOf(values.get("for")),
  };
}

function eventsIn(text: string, knownOps: KnownOps): readonly EventName[] {
  const events: EventName[] = [];
  for (const word of text.split(",")) {
    const colon = word.indexOf(":");
    const phase = word.slice(0, colon);
    const op = word.slice(colon + 1);
    const isPhase = phase === "pre" || phase === "post" || phase === "fail";
    if (!isPhase || !(knownOps.has(op) || CLASSES.includes(op))) {
      throw new DeclarationError(`unknown event "${word}"`);
    }
    events.push({ phase, op });
  }
  return events;
}

function timeoutOf(word: string | undefined): number {
  if (word === undefined) return DEFAULT_TIMEOUT_S;
  const seconds = Number(word);
  const isNumber = Number.isInteger(seconds) && String(seconds) === word;
  if (!isNumber || seconds < 1 || seconds > MAX_TIMEOUT_S) {
    throw new DeclarationError(
      `timeout=${word} is not from 1 to ${MAX_TIMEOUT_S} seconds`,
    );
  }
  return seconds;
}

function audienceOf(word: string | undefined): Audience {
  if (word === undefined) return ALL;
  if (word === "primary" || word === "secondary") return { kind: word };
  const group = /^group:(.+)$/.exec(word)?.[1];
  if (group !== undefined && groupProblem(group) === undefined) {
    return { kind: "group", group };
  }
  if (group === undefined && nameProblem(word) === undefined) {
    return { kind: "instance", name: word };
  }
  throw new DeclarationError(
    `for=${word} is none of primary, secondary, group:GROUP and the name of ` +
      `an instance (${NAME_PREFIX}...)`,
  );
}
