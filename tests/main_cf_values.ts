/**
 * Makes main.cf values with references at random: every form of postconf(5),
 * nested, and damaged on request.
 *
 * @module
 */

import type { Random } from "./main_cf_generator.ts";

/** Names the values refer to; `none` is never defined. */
export const REFERRED: readonly string[] = [
  "p0",
  "p1",
  "p2",
  "p3",
  "p4",
  "p5",
  "p6",
  "p7",
];
const UNDEFINED = "none";
const SPACES: readonly string[] = ["", "", "", " ", "\t", "  ", "\r"];
const LITERALS: readonly string[] = [
  "x",
  "10",
  "9",
  "010",
  " ",
  "a b",
  "=",
  ":",
  "?",
  "-",
  "/",
  "$$",
  "\t",
  "\\",
  "\xe9",
  "(x)",
  "9223372036854775808",
  "3.6",
];
const OPERANDS: readonly string[] = [
  "",
  "x",
  "10",
  "9",
  "010",
  "a",
  " x",
  "-1",
];
const LEVELS: readonly string[] = ["3", "3.6", "3.6.1", "0", "2.11", "03.06"];
const RELATIONS: readonly string[] = ["==", "!=", "<", "<=", ">", ">="];
const DAMAGE: readonly string[] = [
  "$",
  "{",
  "}",
  "(",
  ")",
  "?",
  ":",
  "=",
  "<",
  " ",
  "\v",
  "${",
  "-",
];

/**
 * A value that refers to names from `names[first]` on, and now and then to any.
 */
export function makeValue(random: Random, first: number, depth = 3): string {
  let value = "";
  for (let count = random.below(4); count >= 0; count--) {
    value += depth === 0 || random.chance(40)
      ? random.pick(LITERALS)
      : makeReference(random, first, depth - 1);
  }
  return value;
}

/** The value with one character lost or put in. */
export function damage(random: Random, value: string): string {
  const at = random.below(value.length + 1);
  if (random.chance(50)) return value.slice(0, at) + value.slice(at + 1);
  return value.slice(0, at) + random.pick(DAMAGE) + value.slice(at);
}

function makeReference(random: Random, first: number, depth: number): string {
  const name = makeName(random, first);
  if (random.chance(25)) return `$${name} `;
  const space = () => random.pick(SPACES);
  const subject = random.chance(65)
    ? `${space()}${name}${space()}`
    : makeComparison(random, first, depth) + space();
  const branches = random.chance(25) ? "" : makeBranches(random, first, depth);
  const [open, close] = random.chance(85) ? ["{", "}"] : ["(", ")"];
  return `$${open}${subject}${branches}${close}`;
}

function makeName(random: Random, first: number): string {
  if (random.chance(8)) return UNDEFINED;
  if (random.chance(2)) return random.pick(REFERRED);
  const later = REFERRED.slice(first);
  return later.length === 0 ? UNDEFINED : random.pick(later);
}

function makeComparison(random: Random, first: number, depth: number): string {
  const space = () => random.pick(SPACES);
  const byLevel = random.chance(15);
  const operand = (): string => {
    if (byLevel) return `{${random.pick(LEVELS)}}`;
    return random.chance(50)
      ? `{${random.pick(OPERANDS)}}`
      : `{${makeValue(random, first, depth)}}`;
  };
  const operator = random.pick(RELATIONS) + (byLevel ? "level" : "");
  return `${space()}${operand()}${space()}${operator}${space()}${operand()}`;
}

function makeBranches(random: Random, first: number, depth: number): string {
  const space = () => random.pick(SPACES);
  const plain = () => makeValue(random, first, depth);
  const braced = () => `${space()}{${plain()}}${space()}`;
  switch (random.below(6)) {
    case 0:
      return `?${plain()}`;
    case 1:
      return `:${plain()}`;
    case 2:
      return `?${braced()}`;
    case 3:
      return `:${braced()}`;
    case 4:
      return `?${braced()}:${plain()}`;
    default:
      return `?${braced()}:${braced()}`;
  }
}
