/**
 * Who has come how far while several instances have their turns: what each has
 * to report, and how many have ended.
 *
 * @module
 */

import type { Standing } from "../diag/progress_line.ts";
import { titleOf } from "../registry/instance.ts";
import { type HeldOutput, holdOutput } from "../sys/held_output.ts";
import type { InstanceRun, TurnResult } from "./run_one.ts";
import type { EndedTurn, ToldTurn } from "./tell_turn.ts";

/** How much output is held, of all instances together, in bytes. */
const MEMORY_BYTES = 8 * 1024 * 1024;

/** Keeps account of the turns of a run. */
export interface RunTracker {
  /** What there is to report, in the order of the runs. */
  readonly turns: readonly ToldTurn[];
  /**
   * Take the turn at a place in the list, and keep what comes of it.
   *
   * @throws What `take` throws; the turn has ended without a result, then.
   */
  serve(
    index: number,
    take: (run: InstanceRun, output: HeldOutput) => Promise<TurnResult>,
  ): Promise<void>;
  /** No turn begins any more: those that have not begun never come. */
  close(): void;
  /** How far they have come. */
  standing(): Standing;
  /** How many have come out how; those that were not reached are in neither. */
  count(): { readonly done: number; readonly failed: number };
}

/** Open the tracker of a run. */
export function openRunTracker(runs: readonly InstanceRun[]): RunTracker {
  const holder = holdOutput({ maxBytes: MEMORY_BYTES });
  const turns = runs.map((run) => ({
    run,
    output: holder.open(),
    promise: Promise.withResolvers<EndedTurn>(),
  }));
  const running = new Set<string>();
  const results: (TurnResult | undefined)[] = [];
  const countOf = (verdict: TurnResult["verdict"]) =>
    results.filter((result) => result?.verdict === verdict).length;
  return {
    turns: turns.map(({ output, promise }) => ({
      output,
      ended: promise.promise,
    })),
    async serve(index, take): Promise<void> {
      const turn = turns[index];
      if (turn === undefined) return;
      const { run, output, promise } = turn;
      const title = titleOf(run.instance);
      const begunMs = performance.now();
      running.add(title);
      let result: TurnResult | undefined;
      try {
        result = await take(run, output);
      } finally {
        running.delete(title);
        results.push(result);
        const durationMs = performance.now() - begunMs;
        promise.resolve({ run, result, durationMs });
        output.close();
      }
    },
    close(): void {
      // Those that have ended are not changed by this.
      for (const { run, output, promise } of turns) {
        promise.resolve({ run, result: undefined, durationMs: 0 });
        output.close();
      }
    },
    standing: () => ({
      done: results.length,
      total: runs.length,
      running: [...running],
    }),
    count: () => ({ done: countOf("done"), failed: countOf("failed") }),
  };
}
