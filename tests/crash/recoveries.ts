/**
 * Recovery that is itself interrupted, by a kill or by a failing call.
 *
 * @module
 */

import { restoreDisk, saveDisk } from "./disk.ts";
import { isChange, isRead } from "./effects.ts";
import { type Attempt, faultsOf } from "./faults.ts";
import {
  isCommitted,
  judgeCrashed,
  judgeOutput,
  judgeRecovered,
} from "./judge.ts";
import type { Expected } from "./mishaps.ts";
import { runFailingAt, runKilledAt, runTraced } from "./program.ts";
import { sample } from "./sample.ts";
import { killPoints, letTimePass, rewind, type Stage } from "./stage.ts";
import { type Call, keyOf } from "./trace.ts";

/** A disk that a crash has left, and the way back, call by call. */
interface Crash {
  /** Where the action was killed. */
  readonly call: Call;
  /** The name of the disk's copy. */
  readonly copy: string;
  /** What recovery must come to. */
  readonly expected: Expected;
  /** Every traced call of an undisturbed recovery. */
  readonly calls: readonly Call[];
}

const RECOVER = ["--recover"];

/** Recovery from some crashes, killed before some of its changes. */
export async function killedRecoveries(stage: Stage): Promise<Attempt[]> {
  const crashes = await crash(stage, isShort(stage) ? 3 : 6);
  return crashes.flatMap(({ call, copy, expected, calls }) =>
    sample(killPoints(calls), 8).map((second) => ({
      title: `killed at ${keyOf(call)}, recovery killed at ${keyOf(second)}`,
      run: async () => {
        await runKilledAt(RECOVER, second, () => restoreDisk(copy));
        return await judge(stage, expected, "");
      },
    }))
  );
}

/** Recovery from some crashes, in which some calls fail. */
export async function failingRecoveries(stage: Stage): Promise<Attempt[]> {
  const crashes = await crash(stage, isShort(stage) ? 2 : 4);
  return crashes.flatMap(({ call, copy, calls }) => {
    const faults = [
      ...sample(faultsOf(calls.filter(isChange)), 7),
      ...sample(faultsOf(calls.filter(isRead)), 8),
    ];
    return faults.map((fault) => ({
      title: `killed at ${keyOf(call)}, ${fault.error} in recovery from ` +
        keyOf(fault.call),
      run: async () => {
        const outcome = await runFailingAt(
          RECOVER,
          fault,
          () => restoreDisk(copy),
        );
        return [
          ...judgeOutput(outcome),
          // What cannot be finished may still be undone.
          ...await judge(stage, "either", outcome.stderr),
        ];
      },
    }));
  });
}

/** Actions of one step need no journal, and recovery has little to do. */
function isShort({ calls }: Stage): boolean {
  return killPoints(calls).length < 20;
}

async function crash(stage: Stage, count: number): Promise<Crash[]> {
  const crashes: Crash[] = [];
  for (const call of sample(killPoints(stage.calls), count)) {
    await runKilledAt(stage.scenario.words, call, rewind);
    letTimePass(stage);
    const copy = `crash-${crashes.length}`;
    await saveDisk(copy);
    const expected = isCommitted(stage) ? "after" : "before";
    const { calls, status, stderr } = await runTraced(RECOVER);
    if (status !== 0) throw new Error(`--recover: ${stderr}`);
    crashes.push({ call, copy, expected, calls });
  }
  return crashes;
}

async function judge(
  stage: Stage,
  expected: Expected,
  excused: string,
): Promise<string[]> {
  return [
    ...await judgeCrashed(stage),
    ...await judgeRecovered(stage, { restart: "recover", expected, excused }),
  ];
}
