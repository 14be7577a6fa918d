/**
 * Runs a property of the main.cf or master.cf engine for many seeds.
 *
 * MAIN_CF_CASES is how many, MAIN_CF_SEED the first one (1). A failure names its
 * seed, to be run again alone with MAIN_CF_CASES=1.
 *
 * @module
 */

import { assert } from "@std/assert";
import { makeRandom, type Random } from "./main_cf_generator.ts";

/** postconf(1) sleeps a second before it gives up: many wait side by side. */
const SIDE_BY_SIDE = 32;

/** Runs a property for every seed and names the seed that fails. */
export async function forEachSeed(
  property: (random: Random) => Promise<void> | void,
  usualCases = 1000,
): Promise<void> {
  const cases = numberFrom("MAIN_CF_CASES", usualCases);
  const firstSeed = numberFrom("MAIN_CF_SEED", 1);
  assert(cases > 0, "MAIN_CF_CASES: nothing to do");
  let next = firstSeed;
  const work = async (): Promise<void> => {
    while (next < firstSeed + cases) await tryOne(next++, property);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
}

async function tryOne(
  seed: number,
  property: (random: Random) => Promise<void> | void,
): Promise<void> {
  try {
    await property(makeRandom(seed));
  } catch (error) {
    const rerun = `MAIN_CF_SEED=${seed} MAIN_CF_CASES=1`;
    throw new Error(`fails with ${rerun}`, { cause: error });
  }
}

function numberFrom(variable: string, otherwise: number): number {
  const number = Number(Deno.env.get(variable) ?? otherwise);
  assert(Number.isInteger(number), `${variable}: not a whole number`);
  return number;
}
