/**
 * Makes main.cf files, values and edits at random, the same for the same seed.
 *
 * What comes out is meant to be nasty, yet mostly something Postfix accepts:
 * odd white space, comments inside settings, CRLF, bytes that are not UTF-8,
 * duplicate and damaged lines, nested references. All text is byte strings.
 *
 * @module
 */

import type { MainCfEdit } from "../lib/main_cf/edit.ts";

/** A source of random choices. */
export interface Random {
  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number;
  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean;
  /** One of the choices. */
  pick(choices: readonly string[]): string;
}

/** A source of random choices that depends on nothing but the seed. */
export function makeRandom(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  const pick = (choices: readonly string[]): string =>
    choices[below(choices.length)] ?? "";
  return { below, chance: (percent) => below(100) < percent, pick };
}

/** Names without a meaning for Postfix. */
export const USER_NAMES: readonly string[] = [
  "a",
  "b",
  "ab",
  "Name",
  "n_1",
  "0x",
  "_",
];
const OTHER_NAMES: readonly string[] = ["a-b", "x.y", "$a", "\xe9", "a#", "q/"];
const BLANKS: readonly string[] = [" ", "  ", "\t", " \t ", "\v", "\f", "\r"];
const WORDS: readonly string[] = [
  "x",
  "10",
  "hash:/etc/x,",
  "a=b",
  "#",
  "\\",
  '"q r"',
  "\xc3\xa9",
  "\xe9\xff",
  "\x80\x9f",
  "\xa0",
  "\x01",
  "/var/spool/postfix-out",
  "(",
  "?:",
];

/** How damaged a generated file may be. */
export interface FileOptions {
  /** Lines Postfix refuses may occur. */
  readonly mayBeDamaged: boolean;
  /** NUL bytes may occur. */
  readonly mayHoldNul: boolean;
}

/** A main.cf file over {@linkcode USER_NAMES} and some odd names. */
export function makeFile(random: Random, options: FileOptions): string {
  const end = random.chance(15) ? "\r\n" : "\n";
  const lines = Array.from(
    { length: random.below(14) },
    () => makeLine(random, options),
  );
  if (random.chance(5)) lines.unshift(` ${makeText(random)}`);
  const file = lines.map((line) => line + end).join("");
  return random.chance(25) ? file.slice(0, -end.length) : file;
}

function makeLine(random: Random, options: FileOptions): string {
  if (options.mayBeDamaged && random.chance(12)) {
    return random.pick(["word", "two words = x", "= x", "a", "a b", "\xa0a=b"]);
  }
  if (options.mayHoldNul && random.chance(8)) {
    return random.pick(["a = x\0y", " x\0 y", "#\0", "b =\0 x", " \0", "b=\0"]);
  }
  const kind = random.below(10);
  if (kind < 5) return makeSetting(random);
  if (kind < 8) return random.pick(BLANKS) + makeText(random);
  if (kind < 9) return makeComment(random);
  return random.chance(50) ? "" : random.pick(BLANKS);
}

function makeSetting(random: Random): string {
  const name = random.chance(85)
    ? random.pick(USER_NAMES)
    : random.pick(OTHER_NAMES);
  const before = random.chance(70) ? " " : random.pick(["", ...BLANKS]);
  const after = random.chance(70) ? " " : random.pick(["", ...BLANKS]);
  return `${name}${before}=${after}${makeText(random)}`;
}

function makeComment(random: Random): string {
  const start = random.pick(["#", "# ", "  #", "\t# ", "#a = "]);
  return start + makeText(random);
}

/** Words and white space without any reference. */
function makeText(random: Random): string {
  let text = "";
  for (let count = random.below(5); count > 0; count--) {
    text += random.pick(WORDS);
    if (random.chance(60)) text += random.pick(BLANKS);
  }
  return text;
}

/** Changes of one kind, as one postconf(1) command can make them. */
export interface Edits {
  /** The changes; no name comes twice. */
  readonly edits: readonly MainCfEdit[];
  /** How many of them are for names that the file does not set. */
  readonly newNames: number;
}

/**
 * Changes for a file. Several names are new only when the file ends in a
 * newline, so that each gets a line of its own.
 */
export function makeEdits(random: Random, file: string): Edits {
  const kind = random.chance(70)
    ? "set"
    : random.chance(50)
    ? "comment-out"
    : "remove";
  const mayAddMany = file === "" || file.endsWith("\n");
  const names = new Set<string>();
  let newNames = 0;
  for (let count = 1 + random.below(3); count > 0; count--) {
    const name = random.pick([...USER_NAMES, ...OTHER_NAMES]);
    if (names.has(name)) continue;
    const line = `(?:^|\\n)${RegExp.escape(name)}(?:[ \\t\\r\\n=]|$)`;
    const isNew = !new RegExp(line).test(file);
    if (isNew && newNames > 0 && !mayAddMany) continue;
    if (isNew) newNames++;
    names.add(name);
  }
  const edits = [...names].map((name): MainCfEdit =>
    kind === "set"
      ? { kind, name, value: makeText(random) + random.pick(["", "$a ${b}"]) }
      : { kind, name }
  );
  return { edits, newNames };
}
