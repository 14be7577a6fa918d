/**
 * Running one child per instance, one after the other.
 *
 * A child that fails is reported and the iteration goes on; a signal ends it
 * after the running child has ended.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import type { ChildOutcome, ChildRequest, Foreground } from "../sys/child.ts";

/** A child to run for an instance. */
export interface InstanceRun {
  /** Whom it is for. */
  readonly instance: Instance;
  /** What to run. */
  readonly child: ChildRequest;
}

/** What the iteration needs from the machine. */
export interface RunContext {
  /** Runs the children. */
  readonly foreground: Foreground;
  /** Where to tell what failed. */
  readonly diagnostics: Diagnostics;
}

/**
 * Run the children in the order given.
 *
 * @returns Whether every child was run and exited with status 0.
 */
export async function runAll(
  runs: readonly InstanceRun[],
  { foreground, diagnostics }: RunContext,
): Promise<boolean> {
  let done = 0;
  let allSucceeded = true;
  for (const { instance, child } of runs) {
    if (foreground.interruptedBy !== undefined) break;
    diagnostics.debug(
      1,
      `instance ${titleOf(instance)}: ${[child.path, ...child.args].join(" ")}`,
    );
    const outcome = await foreground.run(child);
    done++;
    const failure = describeFailure(outcome, child.path);
    if (failure === undefined) continue;
    allSucceeded = false;
    report(`instance ${titleOf(instance)}: ${failure}`, outcome, diagnostics);
  }
  const skipped = runs.length - done;
  if (skipped > 0) {
    diagnostics.warning(
      `interrupted by ${foreground.interruptedBy}: ${skipped} of ` +
        `${runs.length} instances were not reached`,
    );
  }
  return allSucceeded && skipped === 0;
}

/** A status that a command chose says enough by itself; the rest needs words. */
function report(
  text: string,
  outcome: ChildOutcome,
  diagnostics: Diagnostics,
): void {
  if (outcome.kind === "exited") diagnostics.debug(1, text);
  else diagnostics.warning(text);
}

function describeFailure(
  outcome: ChildOutcome,
  path: string,
): string | undefined {
  switch (outcome.kind) {
    case "exited":
      return outcome.status === 0
        ? undefined
        : `${path}: exit status ${outcome.status}`;
    case "killed":
      return `${path}: killed by ${outcome.signal}`;
    case "not-started":
      return `${path}: cannot be run: ${outcome.reason}`;
  }
}
