/**
 * A campaign: several workers side by side, each in its own confined world, and
 * their reports put together.
 *
 * @module
 */

import { testSetting } from "../world/run_in_world.ts";
import type { Finding, Job, Report } from "./worker.ts";

/** What a campaign is to do. */
export interface Campaign extends Omit<Job, "stride" | "share"> {
  /** How many workers there are. */
  readonly workers: number;
}

/** How much longer than it was asked to a worker may take, in milliseconds. */
const GRACE_MS = 600_000;

/** Plays a campaign. @throws {Error} when a worker fails. */
export async function playCampaign(campaign: Campaign): Promise<Report> {
  const { workers, ...rest } = campaign;
  const reports = await Promise.all(
    Array.from({ length: workers }, (_, at) =>
      runWorker({
        ...rest,
        seed: rest.seed + at,
        stride: workers,
        cases: Math.ceil((rest.cases - at) / workers),
        share: at,
      })),
  );
  return {
    cases: reports.map(({ cases }) => cases).reduce(addCounts),
    runs: reports.reduce((sum, { runs }) => sum + runs, 0),
    findings: reports.flatMap(({ findings }) => findings),
  };
}

/** A finding, and how to see it again, in words. */
export function describeFinding({ seed, target, problem }: Finding): string {
  const again = seed === 0
    ? "the corpus"
    : `scripts/fuzz.ts --cases=1 --seed=${seed}`;
  return `${again} (${target}): ${problem}`;
}

/** The counts of a report, and their sum, in words. */
export function describeCases({ cases, runs }: Report): string {
  const counts = Object.entries(cases).sort();
  const sum = counts.reduce((total, [, count]) => total + count, 0);
  const parts = counts.map(([name, count]) => `${name} ${count}`);
  return `fuzz: ${sum} cases, ${runs} runs (${parts.join(", ")})`;
}

async function runWorker(job: Job): Promise<Report> {
  const project = testSetting("PROJECT");
  const child = new Deno.Command(`${project}/scripts/world.sh`, {
    args: [
      "--postmulti",
      testSetting("POSTMULTI"),
      `${import.meta.dirname}/confine.sh`,
      Deno.execPath(),
      ...["run", "-A", "--frozen", "--no-prompt", "--no-check"],
      `${import.meta.dirname}/worker.ts`,
      JSON.stringify(job),
    ],
    cwd: project,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timer = setTimeout(
    // Killing unshare(1) ends its world, and only SIGKILL gets through to it.
    () => child.kill("SIGKILL"),
    job.seconds * 1000 + GRACE_MS,
  );
  const { success, stdout, stderr } = await child.output();
  clearTimeout(timer);
  const text = new TextDecoder();
  if (!success) throw new Error(`a worker failed: ${text.decode(stderr)}`);
  return JSON.parse(text.decode(stdout));
}

function addCounts(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Record<string, number> {
  const sum: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other)) {
    sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}
