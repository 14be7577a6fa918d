/**
 * Damaging bytes at random, the same for the same source of choices. Pure.
 *
 * @module
 */

import type { Random } from "../main_cf_generator.ts";

/** What is put in somewhere: what the formats are made of, and what breaks them. */
const TOKENS: readonly string[] = [
  ...["\n", "\n\n", "\n ", "\n\t#", "\r\n", " = ", "=", ",", "#", "\0", "\\"],
  ...["$", "$$", "${", "}", "${x?", "${x:{", "$(", "{${x} == {y} ? {a} : {b}}"],
  ...["/", "//", "/..", "/../..", "/./", "~", "*", "..", "/dev/zero", "/proc"],
  ...["yes", "no", "YES", "true", "-", "--", "-1", "0", "1e308", "NaN", "null"],
  ...["{", "[", "]", '"', ":", "\\u0000", "\\ud800", "true", '"path":"/etc"'],
  ...[
    "\xff",
    "\xc3\xa9",
    "\xc0\x80",
    "\xed\xa0\x80",
    "\xef\xbb\xbf",
    "\x1b[2J",
  ],
  ...["/etc/cron.d", "/etc/passwd", "/etc/postfix", "/etc/postfix-in", "/etc"],
  ...["/var/spool/postfix", "/var/spool/postfix-in", "/var/lib", "/var/spool"],
  ...["queue_directory = ", "data_directory = ", "multi_instance_enable = "],
  ...["multi_instance_name = ", "multi_instance_directories = ", "root", "u"],
  ...[
    "$queue_directory/",
    "$config_directory/",
    "$data_directory/",
    ":d:root:",
  ],
];

/** Something no caller should have to expect, of at most `limit` bytes. */
export function randomBytes(random: Random, limit: number): Uint8Array {
  const bytes = new Uint8Array(random.below(limit));
  return bytes.map(() => random.below(256));
}

/**
 * The bytes after one to eight damages; now and then something else entirely.
 *
 * @param other Another good example, to take parts from.
 */
export function mutate(
  random: Random,
  bytes: Uint8Array,
  other: Uint8Array,
): Uint8Array {
  if (random.chance(4)) return randomBytes(random, 2000);
  let mutant = bytes;
  for (let left = 1 + random.below(8); left > 0; left--) {
    mutant = damageOnce(random, mutant, other);
  }
  return mutant;
}

function damageOnce(
  random: Random,
  bytes: Uint8Array,
  other: Uint8Array,
): Uint8Array {
  const at = random.below(bytes.length + 1);
  const upTo = Math.min(bytes.length, at + lengthOfPart(random));
  switch (random.below(8)) {
    case 0: // flip a bit
      return bytes.map((byte, index) =>
        index === at ? byte ^ (1 << random.below(8)) : byte
      );
    case 1: // another byte
      return splice(bytes, [at, at + 1], [random.below(256)]);
    case 2:
      return splice(bytes, [at, upTo], []);
    case 3: // twice
      return splice(bytes, [at, at], bytes.subarray(at, upTo));
    case 4: // the end is missing
      return random.chance(30) ? bytes.subarray(0, at) : bytes;
    case 5: { // a part of something else
      const from = random.below(other.length + 1);
      const part = other.subarray(from, from + lengthOfPart(random));
      return splice(bytes, [at, upTo], part);
    }
    case 6: // very much of something
      return random.chance(10)
        ? splice(bytes, [at, at], repeated(token(random), 3000))
        : bytes;
    default:
      return splice(bytes, [at, random.chance(50) ? at : upTo], token(random));
  }
}

function lengthOfPart(random: Random): number {
  return random.chance(80) ? 1 + random.below(20) : 1 + random.below(400);
}

function token(random: Random): number[] {
  return [...random.pick(TOKENS)].map((char) => char.charCodeAt(0));
}

function repeated(part: readonly number[], times: number): number[] {
  return Array.from({ length: times }, () => part).flat();
}

function splice(
  bytes: Uint8Array,
  [from, upTo]: readonly [number, number],
  part: ArrayLike<number>,
): Uint8Array {
  const rest = bytes.subarray(Math.min(upTo, bytes.length));
  const result = new Uint8Array(from + part.length + rest.length);
  result.set(bytes.subarray(0, from));
  result.set(part, from);
  result.set(rest, from + part.length);
  return result;
}
