/**
 * One instance's turn: its command with the hooks around it, and what is reported about
 * how it ended.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Operation } from "../plugins/event.ts";
import type { Hooks } from "../plugins/hooks.ts";
import { keptFrom } from "../plugins/kept_from.ts";
import type { Performed } from "../plugins/hook_types.ts";
import type { Installation } from "../postfix/installation.ts";
import type { Environment } from "../postfix/logging_environment.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import type { LockInstance } from "../registry/instance_lock.ts";
import type { ChildOutcome, ChildRequest, Foreground } from "../sys/child.ts";
import { lookAgain } from "./instance_now.ts";
import { lockForTurn } from "./lock_for_turn.ts";
import { reportFailure } from "./report_failure.ts";
import type { FailureMessages } from "./failure_messages.ts";

/** A child to run for an instance. */
export interface InstanceRun {
  /** Whom it is for. */
  readonly instance: Instance;
  /** What it means to plugins. */
  readonly operation: Operation;
  /** What to run. */
  readonly child: ChildRequest;
  /** How it is reported. */
  readonly failureMessages: FailureMessages;
}

/** What the iteration needs from the machine. */
export interface RunContext {
  /** Runs the children. */
  readonly foreground: Foreground;
  /** Where to report what failed. */
  readonly diagnostics: Diagnostics;
  /** The hooks around each child. */
  readonly hooks: Hooks;
  /** The Postfix that the instances belong to. */
  readonly installation: Installation;
  /** What all children get. */
  readonly environment: Environment;
  /** Locks an instance. */
  readonly lockInstance: LockInstance;
  /** How long to wait for a lock, in milliseconds. */
  readonly lockTimeoutMs: number;
}

/** What one turn works with. */
export interface Turn {
  /** Runs the child. */
  readonly start: (child: ChildRequest) => Promise<ChildOutcome>;
  /** Where to report what happens in this turn. */
  readonly diagnostics: Diagnostics;
}

/** What came of one turn. */
export interface TurnResult {
  /** What it counts as. */
  readonly verdict: "done" | "failed" | "not reached";
  /** What happened. */
  readonly performed: Performed;
  /** Why it failed, where that was reported: `exit status 1`; else null. */
  readonly reason: string | null;
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
  context: RunContext,
): Promise<TakeTurn> {
  const { foreground, hooks, installation, environment } = context;
  const interrupted = ({ operation }: Pick<InstanceRun, "operation">) =>
    keptFrom(operation, foreground.interruptedBy);
  const lock = (
    about: Pick<InstanceRun, "instance" | "operation">,
    run: { readonly runId: string; readonly diagnostics: Diagnostics },
  ) =>
    lockForTurn(about, {
      ...context,
      ...run,
      interrupted: () => interrupted(about),
      look: () => lookAgain(about.instance, context),
    });
  const perform = await hooks.plan(
    runs.map((run) => ({ ...run, newName: null, newGroup: null })),
    {
      installation,
      logging: environment,
      takeSignals: () => foreground.signals,
      lock,
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
      ? await performAlone(
        operation,
        () => lock(run, { runId: "", diagnostics }),
      )
      : await perform(index, operation, diagnostics);
    if (performed.kind === "busy" && interrupted(run) !== undefined) {
      return { performed, verdict: "not reached", reason: null };
    }
    return { performed, ...judge(performed, run, diagnostics) };
  };
}

/** An operation without hooks. */
async function performAlone(
  operation: () => Promise<ChildOutcome>,
  lock: () => Promise<Disposable | undefined>,
): Promise<Performed> {
  const locked = await lock();
  if (locked === undefined) return { kind: "busy" };
  try {
    return { kind: "performed", outcome: await operation() };
  } finally {
    locked[Symbol.dispose]();
  }
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
  run: InstanceRun,
  diagnostics: Diagnostics,
): Pick<TurnResult, "verdict" | "reason"> {
  if (performed.kind === "delegated") return { verdict: "done", reason: null };
  if (performed.kind === "interrupted") {
    return { verdict: "not reached", reason: null };
  }
  if (performed.kind !== "performed") {
    return { verdict: "failed", reason: null };
  }
  const reason = reportFailure(performed.outcome, run, diagnostics);
  const { remark } = run.failureMessages;
  if (remark !== undefined) {
    diagnostics.notice(`instance ${titleOf(run.instance)}: ${remark}`);
  }
  return reason === undefined
    ? { verdict: "done", reason: null }
    : { verdict: "failed", reason };
}
