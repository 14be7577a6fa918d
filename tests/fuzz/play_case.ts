/**
 * One case: garbage is put into the world, commands meet it, and what they did
 * is judged. The same seed gives the same case. Touches its world only.
 *
 * @module
 */

import { makeRandom, type Random } from "../main_cf_generator.ts";
import { isConcerned, isReading } from "./concerned.ts";
import {
  changedPaths,
  type Disk,
  isAsSaved,
  readNear,
  restorePaths,
} from "./disk.ts";
import { mutate } from "./mutate.ts";
import { type Outcome, runProblem, runProgram } from "./run_program.ts";
import type { Example } from "./prepare.ts";
import type { Target } from "./target.ts";
import { DUMP } from "./words.ts";

/** What a case came to. */
export interface CaseResult {
  /** How often the program was run. */
  readonly runs: number;
  /** What is wrong: one text per finding. */
  readonly problems: readonly string[];
}

/** A case in the making. */
interface Played {
  readonly place: string | undefined;
  readonly input: Uint8Array;
}

/** Plays the case of a seed, and restores the world. */
export async function playCase(
  seed: number,
  target: Target,
  corpus: readonly Example[],
): Promise<CaseResult> {
  const random = makeRandom(seed);
  const input = makeInput(random, corpus);
  const place = target.places.length === 0
    ? undefined
    : random.pick(target.places);
  return await playInput(
    { place, input },
    { mode: target.mode, commands: target.commands(random) },
  );
}

/** Plays an example as it is, in one place, with some commands. */
export async function playInput(
  { place, input }: Played,
  { mode, commands }: {
    readonly mode: number;
    readonly commands: readonly (readonly string[])[];
  },
): Promise<CaseResult> {
  if (place !== undefined) putFile(place, input, mode);
  const problems: string[] = [];
  const touched = new Set(place === undefined ? [] : [place]);
  let before = readNear();
  for (const words of commands) {
    const outcome = await runProgram(words);
    const after = readNear();
    const changed = changedPaths(before, after);
    for (const path of changed) touched.add(path);
    const found = findProblems({
      words,
      outcome,
      changed,
      place,
      input,
      after,
    });
    problems.push(...found.map((problem) => describe(problem, words, outcome)));
    before = after;
  }
  await restorePaths([...touched].sort());
  return { runs: commands.length, problems };
}

function makeInput(random: Random, corpus: readonly Example[]): Uint8Array {
  const choose = (): Uint8Array =>
    corpus[random.below(corpus.length)]?.bytes ?? new Uint8Array();
  return mutate(random, choose(), choose());
}

/** Old, because Postfix's own programs wait before they read what is new. */
function putFile(path: string, bytes: Uint8Array, mode: number): void {
  Deno.writeFileSync(path, bytes);
  Deno.chmodSync(path, mode);
  Deno.utimeSync(path, 1e9, 1e9);
}

interface Evidence extends Played {
  readonly words: readonly string[];
  readonly outcome: Outcome;
  readonly changed: readonly string[];
  readonly after: Disk;
}

function findProblems(evidence: Evidence): string[] {
  const { words, outcome, changed, place, after } = evidence;
  const input = Array.from(
    evidence.input,
    (byte) => String.fromCharCode(byte),
  ).join("");
  // With -j, standard error has what commands write to standard output.
  const problem = runProblem(outcome, { isOwn: !words.includes(DUMP) });
  const stray = changed.filter((path) =>
    !isConcerned(path, { words, input }) && !(isJournal(place) && isKept(path))
  );
  const left = isReading(words)
    ? []
    : [...after.keys()].filter((path) =>
      path !== place && /\/(main\.cf\.tmp|postmulti\.lock)$/.test(path)
    );
  const half = outcome.status === 0 || isReading(words) || isJournal(place)
    ? []
    : changed.filter((path) =>
      path !== place && !path.startsWith("/var/cache") && !isAsSaved(path)
    );
  return [
    ...problem === undefined ? [] : [problem],
    ...stray.map((path) => `changes ${path}`),
    ...left.map((path) => `leaves ${path}`),
    ...half.map((path) => `fails and leaves ${path} changed`),
  ];
}

/** One that is not followed, or not to its end, gets another name. */
function isKept(path: string): boolean {
  return /\/postmulti\.journal\.[0-9]+$/.test(path);
}

/** What a journal has begun is finished or undone, whatever comes after it. */
function isJournal(place: string | undefined): boolean {
  return place?.endsWith("/postmulti.lock") === true;
}

function describe(
  problem: string,
  words: readonly string[],
  { status, stderr }: Outcome,
): string {
  return `${problem}\n$ postmulti ${JSON.stringify(words)}\n` +
    `status ${status}: ${stderr.slice(0, 600)}`;
}
