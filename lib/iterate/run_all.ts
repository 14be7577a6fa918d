/**
 * Running one child per instance, one after the other.
 *
 * A child that fails is reported and the iteration goes on; a signal ends it
 * after the running child has ended. The children have our standard streams.
 *
 * @module
 */

import { keptFrom } from "../plugins/kept_from.ts";
import {
  type InstanceRun,
  prepareTurns,
  type RunContext,
  tellUnreached,
} from "./run_one.ts";

/**
 * Run the children in the order given, each with its hooks around it.
 *
 * @returns Whether every child was run and exited with status 0, or was not
 * needed since a hook had it done elsewhere.
 */
export async function runAll(
  runs: readonly InstanceRun[],
  context: RunContext,
): Promise<boolean> {
  const { foreground, diagnostics } = context;
  const takeTurn = await prepareTurns(runs, context);
  const turn = { start: foreground.run, diagnostics };
  let reached = 0;
  let allSucceeded = true;
  for (const [index, run] of runs.entries()) {
    if (keptFrom(run.operation, foreground.interruptedBy)) break;
    const { verdict } = await takeTurn(index, run, turn);
    if (verdict === "not reached") break;
    reached++;
    if (verdict === "failed") allSucceeded = false;
  }
  const areAllReached = tellUnreached(reached, runs.length, context);
  return allSucceeded && areAllReached;
}
