/**
 * Command lines at random: everything the option parser knows, and operands of
 * any character. Pure.
 *
 * Bytes that are not UTF-8 are left out here, for no string has them; the test
 * of such arguments stands by itself.
 *
 * @module
 */

import type { Random } from "../main_cf_generator.ts";

/** Prints its arguments, each with a NUL after it; made by `worker.ts`. */
export const DUMP = "/run/world/dump";

const FLAGS = ["-a", "-l", "-v", "-R", "-j", "-lj", "-lR", "-vv", "-la", "--"];
const LONG = [
  ...["--json", "--dry-run", "--help", "--version", "--recover", "--nonsense"],
  ...["--lock-timeout=0", "--lock-timeout=", "--lock-timeout=-1", "--"],
  ...["--lock-timeout", "--lock-timeout=1e9", "--postconf=/etc/passwd", "-"],
  ...["--postconf=/usr/sbin/postconf", "--postconf=nowhere", "--postconf="],
];
const ACTIONS = [
  ...["create", "import", "destroy", "deport", "enable", "disable", "assign"],
  ...["init", "", "Create", "constructor", "__proto__", "toString"],
];
const NAMES = [
  ...["postfix-in", "out", "postfix-out", "-", "", "postfix-", "postfix-new"],
  ...["/etc/postfix-out", "/etc/postfix-out/", "/etc/postfix", "mta", "submit"],
  ...["postfix-../x", "__proto__", "nobody", "/", ".", "postfix-a/b", "old"],
];
const OPERANDS = [
  ...["config_directory=/etc/postfix-old", "config_directory=/", "a=b", "="],
  ...["config_directory=/etc/postfix-new", "queue_directory=/", "x", "=x"],
  ...["queue_directory = /var/spool/postfix-new", "data_directory=relative"],
  ...["data_directory=/var/lib/postfix-new", "queue_directory=/var/spool"],
  ...["config_directory=/etc/postfix-new/../postfix-in", "queue_directory="],
  ...["config_directory=/etc/postfix-new///", "data_directory=/etc/postfix-in"],
];

/** A word of characters from anywhere: controls, letters, far planes. */
export function randomWord(random: Random): string {
  const length = random.chance(5) ? random.below(5000) : random.below(12);
  return Array.from({ length }, () => randomCharacter(random)).join("");
}

function randomCharacter(random: Random): string {
  const ranges: readonly (readonly [number, number])[] = [
    ...[[0x01, 0x1f], [0x20, 0x7e], [0x20, 0x7e], [0x7f, 0x9f]] as const,
    ...[[0xa0, 0x7ff], [0x2000, 0x20ff], [0xe000, 0xffff]] as const,
    [0x10000, 0x10ffff],
  ];
  const [low, high] = ranges[random.below(ranges.length)] ?? [0x20, 0x7e];
  return String.fromCodePoint(low + random.below(high - low + 1));
}

/** A command line. What -x or -p may get as its command does no harm. */
export function randomCommandLine(random: Random): string[] {
  const words: string[] = [];
  const mode = random.pick(["-l", "-x", "-p", "-e", "-e", "-e", "", "-xl"]);
  for (let left = random.below(4); left > 0; left--) {
    words.push(...randomOption(random));
  }
  if (mode !== "") words.push(mode);
  if (mode === "-e") {
    words.push(random.chance(90) ? random.pick(ACTIONS) : randomWord(random));
    for (let left = random.below(4); left > 0; left--) {
      words.push(...randomOption(random));
    }
    words.push(...randomOperands(random));
  } else {
    words.push(DUMP, ...randomOperands(random));
  }
  return words;
}

function randomOption(random: Random): string[] {
  if (random.chance(30)) return [random.pick(FLAGS)];
  if (random.chance(20)) return [random.pick(LONG)];
  const option = random.pick(["-i", "-g", "-I", "-G", "-i", "-I"]);
  const value = random.chance(75) ? random.pick(NAMES) : randomWord(random);
  return random.chance(50) ? [option, value] : [option + value];
}

function randomOperands(random: Random): string[] {
  return Array.from({ length: random.below(4) }, () => {
    if (random.chance(60)) return random.pick(OPERANDS);
    const word = randomWord(random);
    return random.chance(30) ? `config_directory=/etc/postfix-${word}` : word;
  });
}
