/**
 * Beginning the turns of all instances, each as soon as it may: the driver of
 * schedule.ts.
 *
 * @module
 */

import {
  nextToBegin,
  type Ordered,
  predecessors,
  type Progress,
} from "./schedule.ts";

/**
 * Begin turns until all have ended, or those that run when it is stopped.
 *
 * @param runs In the order of one after the other.
 * @param take Takes the turn at a place in the list.
 * @throws What `take` throws, the first of it; none begins after that, and
 * those that run are waited for.
 */
export async function runScheduled(
  runs: readonly Ordered[],
  take: (index: number) => Promise<void>,
  { jobs, isStopped }: {
    /** How many run at a time. */
    readonly jobs: number;
    /** Whether none is to begin any more. */
    readonly isStopped: () => boolean;
  },
): Promise<void> {
  const before = predecessors(runs);
  const states: Progress[] = runs.map(() => "waiting");
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  const begin = (index: number): void => {
    states[index] = "running";
    const turn = take(index)
      .catch((error) => void errors.push(error))
      .finally(() => {
        states[index] = "ended";
        running.delete(turn);
      });
    running.add(turn);
  };
  for (;;) {
    const next = isStopped() || errors.length > 0
      ? undefined
      : nextToBegin(states, before, jobs);
    if (next !== undefined) begin(next);
    else if (running.size > 0) await Promise.race(running);
    else break;
  }
  if (errors.length > 0) throw errors[0];
}
