/**
 * macro_reference - what is inside `${...}` or `$(...)`.
 *
 * Reads `name`, `name?text`, `name:text`, `name?{text}:{text}`, the same after
 * `{x} == {y}` in place of a name, and `name{text}`, which calls a function of
 * Postfix 3.11 and later: postconf(5), "general format". White
 * space next to a name, an operator or a `{...}` does not count; inside
 * `{...}`, and in text without braces, it does. Touches nothing.
 *
 * Leaves out: looking anything up, and reading the text of a branch, which
 * happens only once it is chosen (so the other one may hold a mistake).
 *
 * @module
 */

import { excerpt } from "./excerpt.ts";
import {
  afterSpace,
  closingBracket,
  malformed,
  matchAt,
} from "./macro_scan.ts";
import { trimWhiteSpace } from "./white_space.ts";

const RELATIONS: readonly Relation[] = ["==", "!=", "<=", ">=", "<", ">"];
const SUBJECT = /[ \t\r\n]*([A-Za-z0-9_]*)[ \t\r\n]*/y;
const OPERATOR = /[ \t\r\n]*([=!]=|[<>]=?)(level(?![A-Za-z0-9]))?[ \t\r\n]*/y;

/** How two operands are compared. */
export type Relation = "==" | "!=" | "<=" | ">=" | "<" | ">";

/** `{left} relation {right}`; `byLevel` when written like `<=level`. */
export interface Comparison {
  /** The text of the left operand, not expanded. */
  readonly left: string;
  /** The operator without its suffix. */
  readonly relation: Relation;
  /** Whether the operands are compatibility levels. */
  readonly byLevel: boolean;
  /** The text of the right operand, not expanded. */
  readonly right: string;
}

/** `name{argument}`. */
export interface FunctionCall {
  /** The name of the function. */
  readonly functionName: string;
  /** The text of the argument, not expanded, without the white space around it. */
  readonly argument: string;
}

/** What is inside `${...}`: a subject and, maybe, text to choose by it. */
export interface Reference {
  /** A parameter name, a comparison, or a call, which chooses nothing. */
  readonly subject: string | Comparison | FunctionCall;
  /** Undefined for a plain reference. No branch means empty text. */
  readonly branches:
    | { readonly yes: string; readonly no: string }
    | undefined;
}

/**
 * Reads what is between the brackets of `${...}`.
 *
 * @throws {ExpandError} when it is of no known form.
 */
export function readReference(body: string): Reference {
  const first = afterSpace(body, 0);
  if (body[first] === "{") {
    const { comparison, end } = readComparison(body, first);
    return { subject: comparison, branches: readBranches(body, end) };
  }
  const [whole = "", name = ""] = matchAt(SUBJECT, body, 0) ?? [];
  if (body[whole.length] === "{") {
    const argument = readLast(body, whole.length);
    const subject = { functionName: name, argument: trimArgument(argument) };
    return { subject, branches: undefined };
  }
  return { subject: name, branches: readBranches(body, whole.length) };
}

/** At the end more counts as white space than at the start, as for Postfix. */
function trimArgument(argument: string): string {
  return trimWhiteSpace(`.${argument.slice(afterSpace(argument, 0))}`).slice(1);
}

interface ReadComparison {
  readonly comparison: Comparison;
  readonly end: number;
}

function readComparison(body: string, start: number): ReadComparison {
  const left = readBraces(body, start);
  const operator = matchAt(OPERATOR, body, left.end);
  const [whole = "", relation, level] = operator ?? [];
  const rightStart = left.end + whole.length;
  if (!isRelation(relation) || body[rightStart] !== "{") {
    throw malformed('no comparison like "{x} == {y}"', body);
  }
  const right = readBraces(body, rightStart);
  const byLevel = level !== undefined;
  const comparison = { left: left.text, relation, byLevel, right: right.text };
  return { comparison, end: afterSpace(body, right.end) };
}

function isRelation(operator: string | undefined): operator is Relation {
  return RELATIONS.some((relation) => relation === operator);
}

/** Reads `?text`, `:text`, `?{text}:{text}` and the like, or nothing. */
function readBranches(body: string, start: number): Reference["branches"] {
  const mark = body[start];
  if (mark === undefined) return undefined;
  if (mark === ":") return { yes: "", no: readLast(body, start + 1) };
  if (mark !== "?") {
    throw malformed(`unexpected "${excerpt(body.slice(start))}"`, body);
  }
  const brace = afterSpace(body, start + 1);
  if (body[brace] !== "{") return { yes: body.slice(start + 1), no: "" };
  const yes = readBraces(body, brace);
  const next = afterSpace(body, yes.end);
  if (next === body.length) return { yes: yes.text, no: "" };
  if (body[next] !== ":") throw malformed('no ":" after "?{...}"', body);
  return { yes: yes.text, no: readLast(body, next + 1) };
}

/** Reads the text that ends a reference, with or without braces. */
function readLast(body: string, start: number): string {
  const brace = afterSpace(body, start);
  if (body[brace] !== "{") return body.slice(start);
  const { text, end } = readBraces(body, brace);
  const rest = body.slice(afterSpace(body, end));
  if (rest !== "") throw malformed(`unexpected "${excerpt(rest)}"`, body);
  return text;
}

interface ReadBraces {
  readonly text: string;
  readonly end: number;
}

function readBraces(body: string, start: number): ReadBraces {
  const close = closingBracket(body, start);
  if (close < 0) throw malformed('"{" without its "}"', body);
  return { text: body.slice(start + 1, close), end: close + 1 };
}
