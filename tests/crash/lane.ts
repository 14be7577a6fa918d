/**
 * lane.ts - tries some kinds of faults on one scenario, in the world it runs in
 *
 * usage: lane.ts SCENARIO KIND,... SHARD SHARDS
 *
 * Of the points of each kind that CRASH_POINTS allows, every SHARDSth is tried, from
 * the SHARDth on. Prints one line of JSON: a LaneReport.
 *
 * @module
 */

import { type Attempt, errors, kills, readOnly, tears } from "./faults.ts";
import { edits, mails } from "./interference.ts";
import { races } from "./lock_race.ts";
import { realDisks } from "./real_disks.ts";
import { failingRecoveries, killedRecoveries } from "./recoveries.ts";
import { sampleKind } from "./sample.ts";
import { scenarioNamed } from "./scenario.ts";
import { openStage, type Stage } from "./stage.ts";
import { syncOrder } from "./sync_order.ts";
import { unseenMail } from "./unseen_mail.ts";
import { strayChanges } from "./watch_all.ts";

/** What was found with one kind of fault. */
export interface Findings {
  /** How many attempts were made. */
  readonly attempts: number;
  /** `attempt: problem` lines. */
  readonly problems: readonly string[];
}

/** What a lane found, by kind. */
export type LaneReport = Readonly<Record<string, Findings>>;

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
  "synced": syncOrder,
  "lock race": races,
  "bad disks": realDisks,
  "edited meanwhile": edits,
  "mail meanwhile": mails,
  "mail unseen": unseenMail,
  "traced in full": strayChanges,
};

/** Of one attempt, at most so many problems are told. */
const SHOWN = 4;

if (import.meta.main) {
  const [name = "", kinds = "", shard, shards] = Deno.args;
  const stage = await openStage(scenarioNamed(name));
  const report: Record<string, Findings> = {};
  for (const kind of kinds.split(",")) {
    const attempts = sampleKind(await KINDS[kind]?.(stage) ?? []);
    const mine = attempts
      .filter((_, index) => index % Number(shards) === Number(shard));
    report[kind] = await make(mine);
  }
  console.log(JSON.stringify(report));
}

async function make(attempts: readonly Attempt[]): Promise<Findings> {
  const problems: string[] = [];
  for (const { title, run } of attempts) {
    const found = await run();
    const shown = found.slice(0, SHOWN)
      .map((problem) => `${title}: ${oneLine(problem)}`);
    problems.push(...shown);
    if (found.length > SHOWN) problems.push(`and ${found.length - SHOWN} more`);
  }
  return { attempts: attempts.length, problems };
}

function oneLine(text: string): string {
  return text.trim().replaceAll("\n", " | ");
}
