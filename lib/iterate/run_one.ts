/**
 * One instance's turn: its command with the hooks around it, and what is told of
 * how it ended.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Operation } from "../plugins/event.ts";
import type { Hooks } from "../plugins/hooks.ts";
import type { Performed } from "../plugins/performing.ts";
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

/** What one turn works with. */
export interface Turn {
  /** Runs the child. */
  readonly start: (child: ChildRequest) => Promise<ChildOutcome>;
  /** Where to tell what happens in this turn. */
  readonly diagnostics: Diagnostics;
}

/** What came of one turn. */
export interface TurnResult {
  /** What it counts as. */
  readonly verdict: "done" | "failed" | "not reached";
  /** What happened. */
  readonly performed: Performed;
}

/** Takes the turn of the instance at a place in the list. */
export type TakeTurn = (
  index: number,
  run: InstanceRun,
  turn: Turn,
) => Promise<TurnResult>;

/** Plan the hooks of all turns, and be ready to take them. */
export async function prepareTurns(
  runs: readonly InstanceRun[],
  { foreground, hooks, installation, environment }: RunContext,
): Promise<TakeTurn> {
  const perform = await hooks.plan(
    runs.map((run) => ({ ...run, newName: null, newGroup: null })),
    {
      installation,
      logging: environment,
      takeSignals: () => foreground.signals,
    },
  );
  return async (index, run, turn): Promise<TurnResult> => {
    const { instance, child } = run;
    const { diagnostics } = turn;
    const operation = (): Promise<ChildOutcome> => {
      const words = [child.path, ...child.args].join(" ");
      diagnostics.debug(1, `instance ${titleOf(instance)}: ${words}`);
      return turn.start(child);
    };
    const performed = perform === undefined
      ? { kind: "performed" as const, outcome: await operation() }
      : await perform(index, operation, diagnostics);
    return { verdict: judge(performed, run, diagnostics), performed };
  };
}

/** Tell how many were not reached, if any. @returns Whether all were. */
export function tellUnreached(
  reached: number,
  total: number,
  { foreground, diagnostics }: Pick<RunContext, "foreground" | "diagnostics">,
): boolean {
  if (reached === total) return true;
  diagnostics.warning(
    `interrupted by ${foreground.interruptedBy}: ${total - reached} of ` +
      `${total} instances were not reached`,
  );
  return false;
}

function judge(
  performed: Performed,
  { instance, child }: InstanceRun,
  diagnostics: Diagnostics,
): TurnResult["verdict"] {
  if (performed.kind === "delegated") return "done";
  if (performed.kind === "interrupted") return "not reached";
  if (performed.kind !== "performed") return "failed";
  const { outcome } = performed;
  const failure = describeFailure(outcome, child.path);
  if (failure === undefined) return "done";
  report(`instance ${titleOf(instance)}: ${failure}`, outcome, diagnostics);
  return "failed";
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
