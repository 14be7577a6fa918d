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
import {
  beginExpansion,
  enterValue,
  expandApart,
  expandOnce,
  type Expansion,
} from "./expansion.ts";
import type { MacroDialect } from "./macro_dialect.ts";
import { splitPieces } from "./macro_pieces.ts";
import type { FunctionCall, Reference } from "./macro_reference.ts";

export { ExpandError } from "./expand_error.ts";

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

interface ExpandContext {
  readonly lookup: Lookup;
  readonly dialect: MacroDialect;
  /** Parameters being expanded, the outermost first. */
  readonly active: string[];
  readonly expansion: Expansion;
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
  return begin(value, { lookup, dialect, active: [] });
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
  return begin(value, { lookup, dialect, active });
}

function begin(
  value: string,
  options: Omit<ExpandContext, "expansion">,
): string {
  const context = { ...options, expansion: beginExpansion() };
  try {
    return expandText(value, 0, context);
  } catch (error) {
    if (!(error instanceof ExpandError)) throw error;
    // An error leaves the list as it was, so its last name is the culprit.
    throw new ExpandError(error.message, context.active.at(-1));
  }
}

/** Expands a value at a nesting level, from 0. */
function expandText(
  value: string,
  level: number,
  context: ExpandContext,
): string {
  return enterValue(context.expansion, { value, level }, () => {
    if (!value.includes("$")) return value;
    let text = "";
    for (const piece of splitPieces(value)) {
      text += "text" in piece
        ? piece.text
        : expandReference(piece, level, context);
    }
    return text;
  });
}

function expandReference(
  { subject, branches }: Reference,
  level: number,
  context: ExpandContext,
): string {
  if (typeof subject === "string") {
    if (branches === undefined) return expandName(subject, level, context);
    const isSet = (context.lookup(subject) ?? "") !== "";
    return expandText(isSet ? branches.yes : branches.no, level + 1, context);
  }
  if ("functionName" in subject) return callFunction(subject, level, context);
  if (subject.byLevel && !context.dialect.hasLevels()) {
    throw new ExpandError("this Postfix cannot compare by level");
  }
  const isTrue = holds(subject.relation, {
    left: expandOperand(subject.left, context),
    right: expandOperand(subject.right, context),
    byLevel: subject.byLevel,
  });
  const { yes, no } = branches ?? { yes: "true", no: "" };
  return expandText(isTrue ? yes : no, level + 1, context);
}

function callFunction(
  { functionName, argument }: FunctionCall,
  level: number,
  context: ExpandContext,
): string {
  const call = context.dialect.functionNamed(functionName);
  if (call === undefined) {
    throw new ExpandError(
      `this Postfix has no function "${excerpt(functionName)}{}"`,
    );
  }
  const text = expandText(argument, level + 1, context);
  const result = call(text);
  if (result !== undefined) return result;
  throw new ExpandError(`"${excerpt(text)}" is not for ${functionName}{}`);
}

/** An operand of a comparison. */
function expandOperand(value: string, context: ExpandContext): string {
  return expandApart(context.expansion, () => expandText(value, 0, context));
}

function expandName(
  name: string,
  level: number,
  context: ExpandContext,
): string {
  const { lookup, active, expansion } = context;
  return expandOnce(expansion, { name, level: level + 1 }, () => {
    const value = lookup(name) ?? "";
    if (active.includes(name)) {
      const path = [...active, name].map(excerpt).join(" -> ");
      throw new ExpandError(`refers to itself: ${path}`);
    }
    active.push(name);
    const text = expandText(value, level + 1, context);
    active.pop();
    return text;
  });
}
