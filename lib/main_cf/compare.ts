/**
 * compare - the comparisons of `${{x} == {y} ? {a} : {b}}`.
 *
 * Two operands of digits only compare as numbers, all others byte by byte. An
 * operator written like `<=level` compares compatibility levels, `major`,
 * `major.minor` or `major.minor.patch`. Numbers Postfix cannot hold are errors
 * for it, and so they are here. Touches nothing.
 *
 * Leaves out: expanding the operands.
 *
 * @module
 */

import { excerpt } from "./excerpt.ts";
import { ExpandError } from "./expand_error.ts";
import type { Relation } from "./macro_reference.ts";

const DIGITS = /^[0-9]+$/;
const LEVEL_NUMBER = "[ \\t\\n\\v\\f\\r]*([+-]?[0-9]+)";
const LEVEL = new RegExp(
  `^${LEVEL_NUMBER}(?:\\.${LEVEL_NUMBER}(?:\\.${LEVEL_NUMBER})?)?$`,
);
const MAX_NUMBER = 2n ** 63n - 1n;
const MAX_MAJOR = 2n ** 43n - 1n;
const MAX_MINOR = 1023n;

/** Two expanded operands, and whether they are compatibility levels. */
export interface Operands {
  /** The left operand, expanded. */
  readonly left: string;
  /** The right operand, expanded. */
  readonly right: string;
  /** Whether both are compatibility levels, like `3.6`. */
  readonly byLevel: boolean;
}

/**
 * Whether `left relation right` holds (postconf(5), "general format").
 *
 * @throws {ExpandError} when a number is too large or a level is malformed.
 */
export function holds(relation: Relation, operands: Operands): boolean {
  const order = orderOf(operands);
  switch (relation) {
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

/** Negative, zero or positive, as left is below, equal to or above right. */
function orderOf({ left, right, byLevel }: Operands): number {
  if (byLevel) return order(levelOf(left), levelOf(right));
  if (DIGITS.test(left) && DIGITS.test(right)) {
    return order(numberOf(left), numberOf(right));
  }
  return order(left, right);
}

function order<T extends string | bigint>(left: T, right: T): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function numberOf(digits: string): bigint {
  const number = BigInt(digits);
  if (number <= MAX_NUMBER) return number;
  throw new ExpandError(`the number ${excerpt(digits)} is too large`);
}

/** The level as one number that keeps the order of levels. */
function levelOf(text: string): bigint {
  const [whole, major = "", minor = "0", patch = "0"] = LEVEL.exec(text) ?? [];
  if (whole !== undefined) {
    const [high, middle, low] = [BigInt(major), BigInt(minor), BigInt(patch)];
    const isInRange = high >= 0n && high <= MAX_MAJOR &&
      middle >= 0n && middle <= MAX_MINOR && low >= 0n && low <= MAX_MINOR;
    if (isInRange) return (high << 20n) | (middle << 10n) | low;
  }
  throw new ExpandError(`"${excerpt(text)}" is not a compatibility level`);
}
