/**
 * Spreading the scenarios and kinds of faults over lanes, each a process in a
 * world of its own, and collecting what they find.
 *
 * @module
 */

import { mapLimited } from "../world/map_limited.ts";
import { testSetting } from "../world/run_in_world.ts";
import type { Findings, LaneReport } from "./lane.ts";

/** One lane. */
interface Lane {
  readonly scenario: string;
  readonly kinds: readonly string[];
  readonly shard: number;
  readonly shards: number;
}

/** What is to be tried on a scenario. */
export interface Course {
  /** The scenario's name. */
  readonly scenario: string;
  /** Groups of kinds; a group shares its lanes. */
  readonly groups: readonly {
    readonly kinds: readonly string[];
    /** Over how many lanes it is spread. */
    readonly shards: number;
  }[];
}

/** Gives what was found with one kind of fault on one scenario. */
export type FindingsOf = (scenario: string, kind: string) => Promise<Findings>;

/** Starts all lanes, `limit` at a time. */
export function startLanes(
  courses: readonly Course[],
  limit: number,
): FindingsOf {
  const lanes = courses.flatMap(({ scenario, groups }) =>
    groups.flatMap(({ kinds, shards }) =>
      Array.from({ length: shards }, (_, shard): Lane => {
        return { scenario, kinds, shard, shards };
      })
    )
  );
  const reports = mapLimited(lanes, limit, runLane);
  // What goes wrong is told by the tests that wait for it.
  for (const report of reports) report.catch(() => undefined);
  return async (scenario, kind) => {
    const wanted = reports.filter((_, index) =>
      lanes[index]?.scenario === scenario && lanes[index]?.kinds.includes(kind)
    );
    const found = (await Promise.all(wanted))
      .flatMap((report) => report[kind] ?? []);
    return {
      attempts: found.reduce((sum, { attempts }) => sum + attempts, 0),
      problems: found.flatMap(({ problems }) => problems),
    };
  };
}

async function runLane(lane: Lane): Promise<LaneReport> {
  const { scenario, kinds, shard, shards } = lane;
  const project = testSetting("PROJECT");
  const { code, stdout, stderr } = await new Deno.Command(
    `${project}/scripts/world.sh`,
    {
      args: [
        ...["--postmulti", testSetting("POSTMULTI"), Deno.execPath()],
        ...["run", "-A", "--no-check", `${project}/tests/crash/lane.ts`],
        ...[scenario, kinds.join(","), String(shard), String(shards)],
      ],
      cwd: project,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    },
  ).output();
  const text = new TextDecoder();
  if (code !== 0) throw new Error(`${scenario}: ${text.decode(stderr)}`);
  return JSON.parse(text.decode(stdout));
}
