/**
 * A worker: plays cases in a world of its own, for a time or a number of them.
 *
 * usage: world.sh confine.sh deno run -A worker.ts JSON
 *
 * JSON is a Job; what comes out is one line of JSON, a Report. Each case has a
 * seed of its own, so that a finding can be played again alone.
 *
 * @module
 */

import { makeRandom } from "../main_cf_generator.ts";
import { changedPaths, readFar } from "./disk.ts";
import { playCase, playInput } from "./play_case.ts";
import { type Example, prepareWorld, readCorpus } from "./prepare.ts";
import { type Target, TARGETS } from "./target.ts";

/** What a worker is to do. */
export interface Job {
  /** The seed of its first case; the others follow in steps of `stride`. */
  readonly seed: number;
  /** The distance from one seed to the next: the number of workers. */
  readonly stride: number;
  /** How long to go on, in seconds. */
  readonly seconds: number;
  /** How many cases at most. */
  readonly cases: number;
  /** Only this kind of input; "" for all. */
  readonly target: string;
  /** Whether to play the corpus as it is, before anything else. */
  readonly plain: boolean;
  /** Which share of the corpus: a number below `stride`. */
  readonly share: number;
}

/** Something that must not be. */
export interface Finding {
  /** The seed of the case; 0 for an example of the corpus as it is. */
  readonly seed: number;
  /** The kind of input. */
  readonly target: string;
  /** What is wrong, the command line, and what it said. */
  readonly problem: string;
}

/** What a worker did. */
export interface Report {
  /** Cases by kind of input. */
  readonly cases: Readonly<Record<string, number>>;
  /** How often the program was run. */
  readonly runs: number;
  /** What was found. */
  readonly findings: readonly Finding[];
}

/** Cases that are played even when the time is over: the machine may be busy. */
const FEWEST_CASES = 15;

/** More of them say nothing new. */
const ENOUGH_FINDINGS = 25;

class Tally implements Report {
  readonly cases: Record<string, number> = {};
  runs = 0;
  readonly findings: Finding[] = [];

  add(
    seed: number,
    { name }: Pick<Target, "name">,
    { runs, problems }: {
      readonly runs: number;
      readonly problems: readonly string[];
    },
  ): void {
    if (runs > 0) this.cases[name] = (this.cases[name] ?? 0) + 1;
    this.runs += runs;
    for (const problem of problems) {
      this.findings.push({ seed, target: name, problem });
    }
  }
}

if (import.meta.main) {
  console.log(JSON.stringify(await work(JSON.parse(Deno.args[0] ?? "{}"))));
}

async function work(job: Job): Promise<Report> {
  await prepareWorld();
  const chosen = TARGETS.filter(({ name }) =>
    job.target === "" || name === job.target
  );
  const turns = chosen.flatMap((one) =>
    Array.from({ length: one.weight }, () => one)
  );
  const corpora = new Map(TARGETS.map((one) => [one.name, readCorpus(one)]));
  const far = readFar();
  const tally = new Tally();
  const end = Date.now() + job.seconds * 1000;
  if (job.plain) await playPlain(chosen, corpora, { job, tally });
  for (let count = 0; count < job.cases; count++) {
    if (count >= FEWEST_CASES && Date.now() >= end) break;
    if (tally.findings.length >= ENOUGH_FINDINGS) break;
    const seed = job.seed + count * job.stride;
    const target = turns[makeRandom(-seed).below(turns.length)];
    if (target === undefined) throw new Error(`${job.target}: no such kind`);
    const corpus = corpora.get(target.name) ?? [];
    tally.add(seed, target, await playCase(seed, target, corpus));
  }
  const strays = changedPaths(far, readFar());
  tally.add(0, { name: "all together" }, {
    runs: 0,
    problems: strays.map((path) => `changed ${path}`),
  });
  return tally;
}

/** Every example in every place, as it is, with the commands of one seed. */
async function playPlain(
  targets: readonly Target[],
  corpora: ReadonlyMap<string, readonly Example[]>,
  { job, tally }: { readonly job: Job; readonly tally: Tally },
): Promise<void> {
  const all = targets.flatMap((target) =>
    (corpora.get(target.name) ?? []).flatMap((example) =>
      target.places.map((place) => ({ target, example, place }))
    )
  );
  for (const [at, { target, example, place }] of all.entries()) {
    if (at % job.stride !== job.share) continue;
    const commands = target.commands(makeRandom(at));
    const { mode } = target;
    const input = example.bytes;
    const { runs, problems } = await playInput({ place, input }, {
      mode,
      commands,
    });
    const where = `${example.name} as it is, in ${place}: `;
    tally.add(0, target, { runs, problems: problems.map((p) => where + p) });
  }
}
