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

import { fromBytes } from "../main_cf/byte_string.ts";
import {
  groupProblem,
  NAME_PREFIX,
  nameProblem,
} from "../registry/instance.ts";
import type { Audience, Declaration } from "./declaration.ts";
import { type EventName, PHASES } from "./event.ts";

/** How much of a file is looked at, in bytes. */
export const DECLARATION_BYTES = 4096;

/** A declaration, or what is wrong with it. */
export type Declared =
  | { readonly declaration: Declaration }
  | { readonly problem: string; readonly remedy: string };

const MARK = "@postmulti-plugin";

const EXAMPLE = `# ${MARK} 1 on=pre:start,post:stop timeout=60`;

const KEYS = ["on", "timeout", "for"];
const VERSION = "1";
const DEFAULT_TIMEOUT_S = 60;
const MAX_TIMEOUT_S = 600;
const CLASSES = ["@start", "@stop", "@control", "@edit", "@change"];

/**
 * Read the declaration.
 *
 * @param head The beginning of the file: DECLARATION_BYTES, or all of it.
 * @param knownOps What an event can be about, beside the classes.
 */
export function parseDeclaration(
  head: Uint8Array,
  knownOps: ReadonlySet<string>,
): Declared {
  const text = fromBytes(head.subarray(0, DECLARATION_BYTES));
  const lines = markedLines(text);
  const [line] = lines;
  if (line === undefined) {
    return {
      problem: `has no ${MARK} line in its first 4 KiB`,
      remedy: `add one, such as "${EXAMPLE}"`,
    };
  }
  if (lines.length > 1) {
    const problem = `has ${lines.length} ${MARK} lines in its first 4 KiB`;
    return { problem, remedy: "leave only one of them" };
  }
  const isCut = head.length >= DECLARATION_BYTES && line.isLast;
  if (isCut) {
    const problem = `has a ${MARK} line that does not end in its first 4 KiB`;
    return { problem, remedy: "put that line further up" };
  }
  try {
    return { declaration: declarationOf(line.words, knownOps) };
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    const problem = `has a wrong ${MARK} line: ${error.message}`;
    return { problem, remedy: `correct that line, as in "${EXAMPLE}"` };
  }
}

interface MarkedLine {
  /** What follows the mark. */
  readonly words: readonly string[];
  /** Whether no newline follows. */
  readonly isLast: boolean;
}

/** Regular expressions would take longer to compile than all this takes. */
function markedLines(text: string): readonly MarkedLine[] {
  const lines: MarkedLine[] = [];
  let at = text.indexOf(MARK);
  while (at >= 0) {
    const rest = at + MARK.length;
    const newline = text.indexOf("\n", rest);
    const end = newline < 0 ? text.length : newline;
    const start = text.lastIndexOf("\n", at) + 1;
    const after = text.slice(rest, end);
    const isWhole = after === "" || after.trimStart() !== after;
    if (isWhole && isLeader(text.slice(start, at))) {
      lines.push({ words: wordsIn(after), isLast: newline < 0 });
    }
    at = text.indexOf(MARK, rest);
  }
  return lines;
}

/** Anything without a letter may come before the mark. */
function isLeader(text: string): boolean {
  return text.toLowerCase() === text.toUpperCase();
}

/** A comment may have to be closed on the same line. */
function wordsIn(text: string): readonly string[] {
  const words = text.trim().replaceAll("\t", " ").split(" ")
    .filter((word) => word !== "");
  const isClosed = words.at(-1) === "*/" || words.at(-1) === "-->";
  return isClosed ? words.slice(0, -1) : words;
}

/** Says what is wrong with a line; never leaves this file. */
class DeclarationError extends Error {}

function declarationOf(
  words: readonly string[],
  knownOps: ReadonlySet<string>,
): Declaration {
  if (words[0] !== VERSION) {
    throw new DeclarationError(
      `version "${words[0] ?? ""}" is not ${VERSION}`,
    );
  }
  const values = valuesOf(words.slice(1));
  const on = values.get("on");
  if (on === undefined) throw new DeclarationError("on= is missing");
  return {
    events: on.split(",").map((word) => eventOf(word, knownOps)),
    timeoutS: timeoutOf(values.get("timeout")),
    audience: audienceOf(values.get("for")),
  };
}

function valuesOf(words: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf("=");
    const key = equals < 0 ? word : word.slice(0, equals);
    if (equals < 0 || !KEYS.includes(key)) {
      throw new DeclarationError(`unknown word "${word}"`);
    }
    if (values.has(key)) throw new DeclarationError(`${key}= is there twice`);
    values.set(key, word.slice(equals + 1));
  }
  return values;
}

function eventOf(word: string, knownOps: ReadonlySet<string>): EventName {
  const colon = word.indexOf(":");
  const phase = PHASES.find((known) => known === word.slice(0, colon));
  const op = word.slice(colon + 1);
  if (phase === undefined || !(CLASSES.includes(op) || knownOps.has(op))) {
    throw new DeclarationError(`unknown event "${word}"`);
  }
  return { phase, op };
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
  if (word === undefined) return { kind: "all" };
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
