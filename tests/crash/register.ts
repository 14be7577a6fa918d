/**
 * Every crash point and every fault: the compiled program is killed before each
 * system call that changes the files of an instance, and each of these calls is
 * made to fail with each error of a broken, full or read-only disk, in every
 * life-cycle action and in its recovery. Afterwards the disk must be as before
 * the action or as after it, with no mail lost and nothing half made.
 *
 * The scenarios are spread over test files. How many of the points are tried is said
 * by CRASH_POINTS, see `sample.ts`. CRASH_LANES is how many worlds work at a time (4).
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { isShort } from "./sample.ts";
import { SCENARIOS } from "./scenario.ts";
import { type Course, type FindingsOf, startLanes } from "./start_lanes.ts";

/** The kinds of faults of `lane.ts`, as parts of the tests' names. */
const KINDS: Readonly<Record<string, string>> = {
  "traced in full": "changes files in the traced thread only",
  "killed": "is done or undone after a kill at any point",
  "torn": "is done or undone after a power failure before any fsync",
  "synced": "syncs what later steps depend on",
  "failing calls": "is done or undone when any system call fails",
  "read-only": "can be undone later when the disk becomes read-only",
  "edited meanwhile": "keeps what others edit between kill and restart",
  "killed in recovery": "is done or undone when recovery is killed too",
  "failing calls in recovery": "is done or undone when recovery fails first",
};

/** A kind for one long action and a short one. */
const DISK_KIND = {
  "bad disks": "is done or undone on disks that are full or read-only",
};

/** A kind for an action of many steps. */
const RACE_KIND = {
  "lock race": "keeps its lock when another waits for it in vain",
};

/** Kinds for destroying an instance only. */
const MAIL_KINDS = {
  "mail meanwhile": "keeps mail that comes between kill and restart",
  "mail unseen": "keeps mail in a queue that cannot be read to its end",
};

const FAILING = ["failing calls"];
const RECOVERY = ["killed in recovery", "failing calls in recovery"];

/** Actions of one step have few points. */
const SHORT = /^(init|uninit|deport|assign|enable.*)$/;

/** How many points are tried in all, at least. */
export interface LeastPoints {
  /** When some of each kind are. */
  readonly some: number;
  /** When most are, or all. */
  readonly most: number;
}

/** Registers the tests of scenarios, and starts to work on them. */
export function registerCrashes(
  scenarios: readonly string[],
  points: LeastPoints,
): void {
  const limit = Number(Deno.env.get("CRASH_LANES") ?? 4);
  const findingsOf = startLanes(scenarios.map(courseOf), limit);
  let sum = 0;
  for (const name of scenarios) {
    for (const [kind, title] of Object.entries(kindsFor(name))) {
      const command = name === "uninit" ? "--uninit" : `-e ${name}`;
      Deno.test(`postmulti ${command} ${title}`, async () => {
        sum += await judge(findingsOf, { name, kind });
      });
    }
  }
  Deno.test(`${scenarios.join(", ")}: interrupted at many points`, () => {
    console.log(`${sum} points tried in all`);
    assert(sum >= (isShort() ? points.some : points.most), `only ${sum}`);
  });
}

/** The names of all scenarios that are not among these. */
export function otherScenarios(names: readonly string[]): string[] {
  return SCENARIOS.map(({ name }) => name).filter((name) =>
    !names.includes(name)
  );
}

async function judge(
  findingsOf: FindingsOf,
  { name, kind }: { readonly name: string; readonly kind: string },
): Promise<number> {
  const { attempts, problems } = await findingsOf(name, kind);
  console.log(`${attempts} points tried: ${name}, ${kind}`);
  assertEquals(problems, []);
  assert(attempts > 0);
  return attempts;
}

function courseOf(name: string): Course {
  const kinds = Object.keys(kindsFor(name));
  const rest = kinds
    .filter((kind) => ![...FAILING, ...RECOVERY].includes(kind));
  return {
    scenario: name,
    groups: SHORT.test(name) ? [{ kinds, shards: 1 }] : [
      { kinds: FAILING, shards: 2 },
      { kinds: rest, shards: 2 },
      { kinds: RECOVERY, shards: 1 },
    ],
  };
}

function kindsFor(scenario: string): Readonly<Record<string, string>> {
  const hasDisks = /^(create|deport)$/.test(scenario);
  return {
    ...KINDS,
    ...scenario === "create" ? RACE_KIND : {},
    ...hasDisks ? DISK_KIND : {},
    ...scenario === "destroy" ? MAIL_KINDS : {},
  };
}
