/**
 * Running one child per instance, one after the other.
 *
 * A child that fails is reported and the iteration goes on; a signal ends it
 * after the running child has ended.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Operation } from "../plugins/event.ts";
import type { Hooks } from "../plugins/hooks.ts";
import type { Installation } from "../postfix/installation.ts";
import type { Environment } from "../postfix/logging_environment.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import type { ChildOutcome, ChildRequest, Foreground } from "../sys/child.ts";

/** A child to run for an instance. */
export interface InstanceRun {
  /** Whom it is for. */
  readonly instance: Instance;
  /** What it means to plugins. */
  readonly operation: Operation;
  /** What to run. */
  readonly child: ChildRequest;
}

/** What the iteration needs from the machine. */
export interface RunContext {
  /** Runs the children. */
  readonly foreground: Foreground;
  /** Where to tell what failed. */
  readonly diagnostics: Diagnostics;
  /** The hooks around each child. */
  readonly hooks: Hooks;
  /** The Postfix that the instances belong to. */
  readonly installation: Installation;
  /** What all children get. */
  readonly environment: Environment;
}

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
  const runOne = runnerFor(runs, context);
  let reached = 0;
  let allSucceeded = true;
  for (const [index, run] of runs.entries()) {
    if (foreground.interruptedBy !== undefined) break;
    const result = await runOne(index, run);
    if (result === "not reached") break;
    reached++;
    if (result === "failed") allSucceeded = false;
  }
  const skipped = runs.length - reached;
  if (skipped > 0) {
    diagnostics.warning(
      `interrupted by ${foreground.interruptedBy}: ${skipped} of ` +
        `${runs.length} instances were not reached`,
    );
  }
  return allSucceeded && skipped === 0;
}

type RunResult = "done" | "failed" | "not reached";

function runnerFor(
  runs: readonly InstanceRun[],
  { foreground, diagnostics, hooks, installation, environment }: RunContext,
): (index: number, run: InstanceRun) => Promise<RunResult> {
  const perform = hooks.plan(
    runs.map((run) => ({ ...run, newName: null, newGroup: null })),
    {
      installation,
      logging: environment,
      takeSignals: () => foreground.signals,
    },
  );
  return async (index, { instance, child }): Promise<RunResult> => {
    const operation = (): Promise<ChildOutcome> => {
      const words = [child.path, ...child.args].join(" ");
      diagnostics.debug(1, `instance ${titleOf(instance)}: ${words}`);
      return foreground.run(child);
    };
    const performed = perform === undefined
      ? { kind: "performed" as const, outcome: await operation() }
      : await perform(index, operation);
    if (performed.kind === "delegated") return "done";
    if (performed.kind === "interrupted") return "not reached";
    if (performed.kind !== "performed") return "failed";
    const { outcome } = performed;
    const failure = describeFailure(outcome, child.path);
    if (failure === undefined) return "done";
    report(`instance ${titleOf(instance)}: ${failure}`, outcome, diagnostics);
    return "failed";
  };
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
