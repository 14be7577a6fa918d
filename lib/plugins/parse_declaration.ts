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
import type { AppliesTo, Declaration } from "./declaration.ts";
import { type EventName, PHASES } from "./event.ts";
import { EXEC, isEditAction, type KnownOps } from "./known_ops.ts";

/** How much of a file is looked at, in bytes. */
export const DECLARATION_BYTES = 4096;

/** A declaration, or what is wrong with it. */
export type Declared =
  | { readonly declaration: Declaration }
  | { readonly problem: string; readonly remedy: string };

const MARK = "@postmulti-plugin";

const EXAMPLE = `# ${MARK} 1 on=pre:start,post:stop timeout=60`;

const ALL: AppliesTo = { kind: "all" };
/** A comment may have to be closed on the same line. */
const CLOSERS = ["*/", "-->"];

const VERSION = "1";
const DEFAULT_TIMEOUT_S = 60;
const MAX_TIMEOUT_S = 600;
const CLASSES = ["@start", "@stop", "@control", "@edit", "@change"];

/**
 * Read the declaration.
 *
 * Every start of the program comes by here for every plugin. So there are no
 * regular expressions, and few functions: to compile them takes longer than
 * all the rest.
 *
 * @param head The beginning of the file: DECLARATION_BYTES, or all of it.
 * @param knownOps What an event can be about, beside the classes.
 */
export function parseDeclaration(
  { text, isAll }: FileHead,
  knownOps: KnownOps,
): Declared {
  const line = nextMarked(text, text.indexOf(MARK));
  if (line === undefined) {
    return {
      problem: `has no ${MARK} line in its first 4 KiB`,
      remedy: `add one, such as "${EXAMPLE}"`,
    };
  }
  const other = text.indexOf(MARK, line.end);
  if (other >= 0 && nextMarked(text, other) !== undefined) {
    const problem = `has more than one ${MARK} line in its first 4 KiB`;
    return { problem, remedy: "leave only one of them" };
  }
  if (line.end === text.length && !isAll) {
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
  /** The mark, and what follows it. */
  readonly words: readonly string[];
  /** Where its newline is, or the end. */
  readonly end: number;
}

/** The first line with the mark at or after a mark; before it, no letter may be. */
function nextMarked(text: string, mark: number): MarkedLine | undefined {
  for (let at = mark; at >= 0; at = text.indexOf(MARK, at + MARK.length)) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    const leader = text.slice(text.lastIndexOf("\n", at) + 1, at);
    if (leader.toLowerCase() !== leader.toUpperCase()) continue;
    const line = text.slice(at, end).trim();
    const words = line.includes("\t") || line.includes("  ")
      ? line.replaceAll("\t", " ").split(" ").filter((word) => word !== "")
      : line.split(" ");
    if (words[0] === MARK) return { words, end };
  }
  return undefined;
}

/** Says what is wrong with a line; never leaves this file. */
class DeclarationError extends Error {}

function declarationOf(
  words: readonly string[],
  knownOps: KnownOps,
): Declaration {
  if (words[1] !== VERSION) {
    throw new DeclarationError(`version "${words[1] ?? ""}" is not ${VERSION}`);
  }
  const events: EventName[] = [];
  let timeoutS: number | undefined;
  let appliesTo: AppliesTo | undefined;
  let delegates = false;
  for (let index = 2; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word.startsWith("on=") && events.length === 0) {
      for (const event of word.slice("on=".length).split(",")) {
        const colon = event.indexOf(":");
        const op = event.slice(colon + 1);
        const phase = PHASES.find((known) => known === event.slice(0, colon));
        if (
          phase === undefined || !(knownOps.has(op) || CLASSES.includes(op))
        ) throw new DeclarationError(`unknown event "${event}"`);
        if (phase === "instead" && isIrreplaceable(op)) {
          throw new DeclarationError(
            `"${event}": only commands of postfix(1) can be done elsewhere`,
          );
        }
        events.push({ phase, op });
      }
    } else if (word.startsWith("timeout=") && timeoutS === undefined) {
      timeoutS = timeoutOf(word.slice("timeout=".length));
    } else if (word.startsWith("for=") && appliesTo === undefined) {
      appliesTo = appliesToOf(word.slice("for=".length));
    } else if (word === "delegates" && !delegates) {
      delegates = true;
    } else if (index < words.length - 1 || !CLOSERS.includes(word)) {
      throw new DeclarationError(`"${word}" is unknown, or there twice`);
    }
  }
  if (events.length === 0) throw new DeclarationError("on= is missing");
  return {
    events,
    timeoutS: timeoutS ?? DEFAULT_TIMEOUT_S,
    appliesTo: appliesTo ?? ALL,
    delegates,
  };
}

/** Whether no plugin can do an operation in place of this program. */
function isIrreplaceable(op: string): boolean {
  return op === EXEC || op === "check" || op === "status" || op === "@edit" ||
    op === "@change" || isEditAction(op);
}

function timeoutOf(word: string): number {
  const seconds = Number(word);
  const isNumber = Number.isInteger(seconds) && String(seconds) === word;
  if (!isNumber || seconds < 1 || seconds > MAX_TIMEOUT_S) {
    throw new DeclarationError(
      `timeout=${word} is not from 1 to ${MAX_TIMEOUT_S} seconds`,
    );
  }
  return seconds;
}

function appliesToOf(word: string): AppliesTo {
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
