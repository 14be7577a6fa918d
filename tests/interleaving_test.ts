/**
 * Two and three runs about one instance, stopped at system calls of theirs so that the
 * others run in between. After each, a hook's marker and the content filter are there
 * if and only if the instance runs, and the list is complete.
 *
 * INTERLEAVING_MINUTES is how long (a fixed number of cases without it), and
 * INTERLEAVING_SEED the first seed (1).
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import type { Call } from "./crash/trace.ts";
import { type Scenario, SCENARIOS, titleOf } from "./interleaving/cases.ts";
import { judge, lookAtHost, makeHost, rewindTo } from "./interleaving/host.ts";
import { play, type Player, stopsOf } from "./interleaving/player.ts";
import { STACK_TRACE } from "./world/stack_trace.ts";

const MINUTES = Number(Deno.env.get("INTERLEAVING_MINUTES") ?? 0);
const SEED = Number(Deno.env.get("INTERLEAVING_SEED") ?? 1);
/** How many scenarios, and cases of each, when there is no time given. */
const SHORT = { scenarios: 8, cases: 2 };

const tried = { cases: 0, stopped: 0, waited: 0 };
const calls = new Map<string, readonly Call[]>();
const made = makeHost();
made.catch(() => {});

/** A number below `limit` that depends on the seed and on nothing else. */
function pick(seed: number, limit: number): number {
  let state = (seed * 2654435761) >>> 0;
  state ^= state >>> 15;
  state = Math.imul(state, 2246822519) >>> 0;
  state ^= state >>> 13;
  return (state >>> 0) % limit;
}

/** Where a command line can be stopped, when it is the first to run. */
async function callsOf(
  scenario: Scenario,
  words: readonly string[],
  isFirst: boolean,
): Promise<readonly Call[]> {
  const key = `${scenario.from} ${words.join(" ")}`;
  const known = calls.get(key);
  if (known !== undefined) return known;
  await rewindTo(scenario.from);
  let found: readonly Call[] = [];
  try {
    found = await stopsOf(words);
  } catch (error) {
    // One that can fail where no other has run before it is never stopped.
    if (isFirst) throw error;
  }
  calls.set(key, found);
  return found;
}

/** Begins the runs one after the other, each as far as it goes, then all go on. */
async function interleave(players: readonly (() => Player)[]): Promise<void> {
  const begun: Player[] = [];
  try {
    await letAllRun(players, begun);
  } finally {
    for (const player of begun) player.kill();
  }
  for (const { title, outcome } of begun) {
    const { status, stderr } = await outcome;
    assert(status === 0 || status === 1, `${title}: ${status}: ${stderr}`);
    assert(!STACK_TRACE.test(stderr), `${title}: ${stderr}`);
  }
}

async function letAllRun(
  players: readonly (() => Player)[],
  begun: Player[],
): Promise<void> {
  for (const begin of players) {
    const player = begin();
    begun.push(player);
    const progress = await player.progress();
    if (progress === "stopped") tried.stopped++;
    if (progress === "waiting") tried.waited++;
  }
  const open = new Set(begun);
  while (open.size > 0) {
    for (const player of open) {
      const progress = await player.progress();
      if (progress === "ended") open.delete(player);
      if (progress === "stopped") player.resume();
    }
  }
}

/** One case: all runs but the last are stopped somewhere. */
async function tryCase(scenario: Scenario, seed: number): Promise<void> {
  const stops: (Call | undefined)[] = [];
  for (const [place, words] of scenario.runs.entries()) {
    const found = place === scenario.runs.length - 1
      ? []
      : await callsOf(scenario, words, place === 0);
    stops.push(found[pick(seed + place, Math.max(found.length, 1))]);
  }
  const hasMail = !scenario.runs.some((words) => words.includes("destroy"));
  await rewindTo(scenario.from, hasMail);
  const players = scenario.runs.map((words, place) => () =>
    play(words, stops[place])
  );
  await interleave(players);
  tried.cases++;
  const { faults, state } = judge(await lookAtHost(), hasMail);
  const about = stops.map((stop) => stop && `${stop.name} ${stop.args}`);
  assertEquals(faults, [], `seed ${seed}: ${about.join(" | ")}`);
  assert(
    scenario.finals.includes(state),
    `seed ${seed}: ${about.join(" | ")}: ${state}`,
  );
}

const scenarios = MINUTES === 0
  ? SCENARIOS.slice(0, SHORT.scenarios)
  : SCENARIOS;
const limitMs = MINUTES * 60_000 / scenarios.length;

for (const scenario of scenarios) {
  Deno.test(`interleaved: ${titleOf(scenario)}`, async () => {
    await made;
    const begun = Date.now();
    for (
      let seed = SEED;
      MINUTES === 0 ? seed < SEED + SHORT.cases : Date.now() - begun < limitMs;
      seed++
    ) await tryCase(scenario, seed);
  });
}

Deno.test("the interleavings that were tried are counted", () => {
  const { cases, stopped, waited } = tried;
  console.log(
    `interleaving: ${cases} interleavings of ${scenarios.length} scenarios; ` +
      `${stopped} runs were stopped, ${waited} waited for another`,
  );
  assert(stopped > cases / 2, `${stopped} of ${cases}`);
  assert(waited > 0, "none has waited");
});
