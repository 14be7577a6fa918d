/**
 * lane.ts - tries one kind of fault on one scenario, in the world it runs in
 *
 * usage: lane.ts SCENARIO KIND SHARD SHARDS
 *
 * Every SHARDSth attempt is made, from the SHARDth on. Prints one line of JSON:
 * the number of attempts, and the problems that were found.
 *
 * @module
 */

import { type Attempt, errors, kills, readOnly, tears } from "./faults.ts";
import { edits, mails } from "./interference.ts";
import { failingRecoveries, killedRecoveries } from "./recoveries.ts";
import { scenarioNamed } from "./scenario.ts";
import { openStage, type Stage } from "./stage.ts";
import { strayChanges } from "./watch_all.ts";

/** What a lane found. */
export interface LaneReport {
  /** How many attempts were made. */
  readonly attempts: number;
  /** `attempt: problem` lines. */
  readonly problems: readonly string[];
}

/** The kinds of faults, by name. */
export const KINDS: Readonly<
  Record<string, (stage: Stage) => Attempt[] | Promise<Attempt[]>>
> = {
  "killed": kills,
  "torn": tears,
  "failing calls": errors,
  "read-only": readOnly,
  "killed in recovery": killedRecoveries,
  "failing calls in recovery": failingRecoveries,
  "edited meanwhile": edits,
  "mail meanwhile": mails,
  "traced in full": strayChanges,
};

if (import.meta.main) {
  const [name = "", kind = "", shard, shards] = Deno.args;
  const stage = await openStage(scenarioNamed(name));
  const attempts = await KINDS[kind]?.(stage) ?? [];
  const mine = attempts
    .filter((_, index) => index % Number(shards) === Number(shard));
  const problems: string[] = [];
  for (const { title, run } of mine) {
    problems.push(...(await run()).map((problem) => `${title}: ${problem}`));
  }
  const report: LaneReport = { attempts: mine.length, problems };
  console.log(JSON.stringify(report));
}
