/**
 * expand - replaces `$name` and its relatives in a main.cf value.
 *
 * Gives what `postconf -x` gives: see postconf(5), "general format". What a
 * `?` or `:` tests is whether the parameter's value as written is empty, not
 * what it expands to. Undefined parameters count as empty. Touches nothing.
 *
 * Recursion, nesting deeper than Postfix allows and values that grow without
 * end are errors, never a hang (Postfix hangs or crashes on some of them).
 *
 * Leaves out: the few parameters that Postfix never expands because programs
 * expand them later (forward_path, luser_relay and their like).
 *
 * @module
 */

import { holds } from "./compare.ts";
import { excerpt } from "./excerpt.ts";
import { ExpandError } from "./expand_error.ts";
import type { MacroDialect } from "./macro_dialect.ts";
import { splitPieces } from "./macro_pieces.ts";
import type { FunctionCall, Reference } from "./macro_reference.ts";

export { ExpandError } from "./expand_error.ts";

/** Postfix's own limit on references within references. */
const MAX_LEVEL = 100;
/** Comparisons start a new count of levels; this bounds their sum. */
const MAX_DEPTH = 1000;
/** Characters read in all, over every value that takes part. */
const MAX_WORK = 4 * 1024 * 1024;

/**
 * Gives the value of a parameter as written (a byte string), set in main.cf or
 * compiled in; undefined for an unknown name.
 */
export type Lookup = (name: string) => string | undefined;

/** How values are expanded. */
export interface ExpandOptions {
  /** What the Postfix understands: levels and no functions, unless given. */
  readonly dialect?: MacroDialect;
}

/** That of Postfix 3.6 to 3.10. */
const PLAIN: MacroDialect = {
  hasLevels: () => true,
  functionNamed: () => undefined,
};

interface Expansion {
  readonly lookup: Lookup;
  readonly dialect: MacroDialect;
  /** Parameters being expanded, the outermost first. */
  readonly active: string[];
  depth: number;
  work: number;
}

/**
 * Expands all references in a value, as `postconf -x` does.
 *
 * @throws {ExpandError} when a reference is malformed, refers back to itself
 * or is nested too deeply, or a comparison or function is impossible.
 */
export function expandValue(
  value: string,
  lookup: Lookup,
  { dialect = PLAIN }: ExpandOptions = {},
): string {
  return begin(value, { lookup, dialect, active: [], depth: 0, work: 0 });
}

/**
 * Expands the value of a parameter, as `postconf -x name` does. A parameter
 * that is unknown has an empty value.
 *
 * @throws {ExpandError} as {@linkcode expandValue} does, and when the value
 * refers back to this parameter.
 */
export function expandParameter(
  name: string,
  lookup: Lookup,
  { dialect = PLAIN }: ExpandOptions = {},
): string {
  const value = lookup(name) ?? "";
  const active = [name];
  return begin(value, { lookup, dialect, active, depth: 0, work: 0 });
}

function begin(value: string, expansion: Expansion): string {
  try {
    return expandText(value, 0, expansion);
  } catch (error) {
    if (!(error instanceof ExpandError)) throw error;
    // An error leaves the list as it was, so its last name is the culprit.
    throw new ExpandError(error.message, expansion.active.at(-1));
  }
}

/** Expands a value at a nesting level, from 0. */
function expandText(
  value: string,
  level: number,
  expansion: Expansion,
): string {
  expansion.work += value.length + 1;
  if (expansion.work > MAX_WORK) throw new ExpandError("grows without end");
  if (value === "") return "";
  if (level > MAX_LEVEL || expansion.depth > MAX_DEPTH) {
    throw new ExpandError("references are nested too deeply");
  }
  if (!value.includes("$")) return value;
  expansion.depth++;
  let text = "";
  for (const piece of splitPieces(value)) {
    text += "text" in piece
      ? piece.text
      : expandReference(piece, level, expansion);
  }
  expansion.depth--;
  return text;
}

function expandReference(
  { subject, branches }: Reference,
  level: number,
  expansion: Expansion,
): string {
  if (typeof subject === "string") {
    if (branches === undefined) return expandName(subject, level, expansion);
    const isSet = (expansion.lookup(subject) ?? "") !== "";
    return expandText(isSet ? branches.yes : branches.no, level + 1, expansion);
  }
  if ("functionName" in subject) return callFunction(subject, level, expansion);
  if (subject.byLevel && !expansion.dialect.hasLevels()) {
    throw new ExpandError("this Postfix cannot compare by level");
  }
  const isTrue = holds(subject.relation, {
    left: expandText(subject.left, 0, expansion),
    right: expandText(subject.right, 0, expansion),
    byLevel: subject.byLevel,
  });
  const { yes, no } = branches ?? { yes: "true", no: "" };
  return expandText(isTrue ? yes : no, level + 1, expansion);
}

function callFunction(
  { functionName, argument }: FunctionCall,
  level: number,
  expansion: Expansion,
): string {
  const call = expansion.dialect.functionNamed(functionName);
  if (call === undefined) {
    throw new ExpandError(
      `this Postfix has no function "${excerpt(functionName)}{}"`,
    );
  }
  const text = expandText(argument, level + 1, expansion);
  const result = call(text);
  if (result !== undefined) return result;
  throw new ExpandError(`"${excerpt(text)}" is not for ${functionName}{}`);
}

function expandName(name: string, level: number, expansion: Expansion): string {
  const { lookup, active } = expansion;
  const value = lookup(name) ?? "";
  if (active.includes(name)) {
    const path = [...active, name].map(excerpt).join(" -> ");
    throw new ExpandError(`refers to itself: ${path}`);
  }
  active.push(name);
  const text = expandText(value, level + 1, expansion);
  active.pop();
  return text;
}
