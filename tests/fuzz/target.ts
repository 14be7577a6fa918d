/**
 * What is fed with garbage: the kinds of input, where each is put, and the
 * command lines that read it. Data; touches nothing by itself.
 *
 * The world is that of `world/setup.sh`: the primary, the instances in, out and
 * msa, and the files of an instance old that is not listed.
 *
 * @module
 */

import type { Random } from "../main_cf_generator.ts";
import { DUMP, randomCommandLine } from "./words.ts";

/** A kind of input. */
export interface Target {
  /** Its name, which is also that of its directory in `fuzz_corpus`. */
  readonly name: string;
  /** Files of the world that are good examples as well. */
  readonly examples: readonly string[];
  /** Where the garbage may be put; one of these per case. */
  readonly places: readonly string[];
  /** The mode of the file. */
  readonly mode: number;
  /** How often it gets its turn, compared with the others. */
  readonly weight: number;
  /** The command lines of one case, in their order. */
  readonly commands: (random: Random) => readonly (readonly string[])[];
}

const READS: readonly (readonly string[])[] = [
  ["-l"],
  ["-lj"],
  ["-x", DUMP, "a"],
  ["-e", "create", "-I", "postfix-new", "--dry-run"],
  ["-e", "destroy", "-i", "out", "--dry-run"],
];

const EDITS: readonly (readonly string[])[] = [
  ["-e", "create", "-I", "postfix-new", "-G", "mta"],
  ["-e", "create", "-I", "postfix-new", "-i", "out"],
  ["-e", "import", "-I", "postfix-old", "config_directory=/etc/postfix-old"],
  ["-e", "enable", "-i", "postfix-out"],
  ["-e", "disable", "-i", "/etc/postfix-out"],
  ["-e", "assign", "-i", "out", "-I", "postfix-new", "-G", "other"],
  ["-e", "deport", "-i", "out"],
  ["-e", "destroy", "-i", "out"],
  ["-e", "init"],
];

const RECOVERIES: readonly (readonly string[])[] = [
  ["--recover"],
  ["-e", "enable", "-i", "out"],
  ["-e", "create", "-I", "postfix-new"],
];

/** Every kind of input. */
export const TARGETS: readonly Target[] = [
  {
    name: "main_cf",
    weight: 4,
    examples: ["/etc/postfix/main.cf", "/etc/postfix-out/main.cf"],
    places: [
      "/etc/postfix/main.cf",
      "/etc/postfix-out/main.cf",
      "/etc/postfix-old/main.cf",
      "/etc/postfix/main.cf.proto",
    ],
    mode: 0o644,
    commands: (random) => [one(READS, random), one(EDITS, random)],
  },
  {
    name: "master_cf",
    weight: 1,
    examples: ["/etc/postfix/master.cf"],
    places: [
      "/etc/postfix-out/master.cf",
      "/etc/postfix-old/master.cf",
      "/etc/postfix/master.cf.proto",
    ],
    mode: 0o644,
    commands: (random) => [one(EDITS, random)],
  },
  {
    name: "postfix_files",
    weight: 2,
    examples: ["/etc/postfix/postfix-files"],
    places: [
      "/etc/postfix/postfix-files",
      "/etc/postfix/postfix-files.d/fuzz.files",
    ],
    mode: 0o644,
    commands: (random) => [
      ["-e", "create", "-I", "postfix-new", "--dry-run"],
      one(EDITS.slice(0, 3), random),
    ],
  },
  {
    name: "journal",
    weight: 3,
    examples: ["/run/world/create.journal", "/run/world/destroy.journal"],
    places: ["/etc/postfix/postmulti.lock"],
    mode: 0o600,
    commands: (
      random,
    ) => [one(READS.slice(0, 3), random), one(RECOVERIES, random)],
  },
  {
    name: "lock",
    weight: 1,
    examples: ["/etc/postfix-out/main.cf"],
    places: ["/etc/postfix-out/main.cf.tmp", "/etc/postfix/main.cf.tmp"],
    mode: 0o600,
    commands: (random) => [one(READS, random), one(EDITS, random)],
  },
  {
    name: "cache",
    weight: 1,
    examples: ["/run/world/good.cache", "/run/world/good.instances"],
    places: [
      "/var/cache/postmulti/%2Fusr%2Fsbin%2Fpostconf",
      "/var/cache/postmulti/%2Fusr%2Fsbin%2Fpostconf.instances",
    ],
    mode: 0o644,
    commands: (random) => [one(READS.slice(0, 3), random)],
  },
  {
    name: "command_line",
    weight: 4,
    examples: [],
    places: [],
    mode: 0,
    commands: (random) => [randomCommandLine(random)],
  },
];

function one(
  choices: readonly (readonly string[])[],
  random: Random,
): readonly string[] {
  return choices[random.below(choices.length)] ?? [];
}
