/**
 * An operation with its hooks around it: pre, the operation, then post or fail.
 *
 * One after the other. A pre hook that fails keeps the operation from being
 * done, where that is allowed; one that delegates has had it done elsewhere, its
 * hooks included. When all pre hooks have passed, an instead hook can have the
 * operation alone done elsewhere: what comes of that counts as its outcome. A
 * signal while pre hooks run ends it before the operation. Fail hooks unwind: in
 * reverse, and only for plugins whose pre hook was started, or that have none.
 *
 * @module
 */

import { titleOf } from "../registry/instance.ts";
import type { ChildOutcome } from "../sys/child.ts";
import {
  type Before,
  type HookedContext,
  type HookedTarget,
  runAfter,
  runFail,
  runInstead,
  runPre,
  runThem,
  type State,
} from "./call_hooks.ts";
import { isDelegating } from "./choose.ts";
import type { TargetLock } from "./hook_target.ts";

/** What came of an operation with hooks around it. */
export type Hooked =
  /** It was done or tried. */
  | { readonly kind: "performed"; readonly outcome: ChildOutcome }
  /** It has been done elsewhere, which counts as done. */
  | { readonly kind: "delegated" }
  /** A pre hook kept it from being done; that has been reported. */
  | { readonly kind: "vetoed" }
  /** Another run, which works on the instance, kept it from being done. */
  | { readonly kind: "busy" }
  /** A signal kept it from being done. */
  | { readonly kind: "interrupted" };

/**
 * Perform an operation with its hooks around it.
 *
 * @throws What `perform` throws, once the fail hooks have run.
 */
export async function runWithHooks(
  target: HookedTarget,
  perform: () => Promise<ChildOutcome>,
  context: HookedContext,
): Promise<Hooked> {
  const state: State = { target, context, started: new Map() };
  const { pre } = target.plan;
  const asked = await runPre(state, pre.filter(isDelegating));
  if (asked.kind !== "go") return await notPerformed(state, asked);
  const lock = await lockAfter(state);
  if (lock === undefined) return { kind: "busy" };
  try {
    if (!lock.isDoneAlready) return await performLocked(state, perform, lock);
    const outcome = await perform();
    await undoAsked(state);
    return { kind: "performed", outcome };
  } finally {
    lock[Symbol.dispose]();
  }
}

async function performLocked(
  state: State,
  perform: () => Promise<ChildOutcome>,
  lock: TargetLock,
): Promise<Hooked> {
  const { plan, instance, operation } = state.target;
  const before = await runPre(
    state,
    plan.pre.filter((plugin) => !isDelegating(plugin)),
  );
  if (before.kind !== "go") return await notPerformed(state, before);
  if (lock.isOvertaken()) {
    state.context.diagnostics.warning(
      `instance ${
        titleOf(instance)
      }: ${operation.op}: given up, since another ` +
        "run has stopped the instance in the meantime",
    );
    await runFail(state, { ...NO_STATUS, outcome: "failed" });
    return { kind: "busy" };
  }
  let outcome: ChildOutcome;
  try {
    outcome = await runInstead(state) ?? await perform();
  } catch (error) {
    await runFail(state, { ...NO_STATUS, outcome: "failed", exitStatus: 1 });
    throw error;
  }
  const isDone = outcome.kind === "exited" && outcome.status === 0;
  if (await lock.mayFollow(isDone)) await runAfter(state, outcome);
  else {
    state.context.diagnostics.warning(
      `instance ${titleOf(instance)}: ${operation.op}: the hooks that follow ` +
        "are left out, since another run works on the instance by now",
    );
  }
  return { kind: "performed", outcome };
}

async function notPerformed(
  state: State,
  before: Exclude<Before, { readonly kind: "go" }>,
): Promise<Hooked> {
  if (before.kind === "delegated") return before;
  const vetoedBy = before.kind === "vetoed" ? before.by : null;
  await runFail(state, { ...NO_STATUS, outcome: before.kind, vetoedBy });
  return before;
}

/**
 * Lock the instance. Without a lock no fail hook runs but those of the plugins that
 * have been asked: what the others would undo is what another run needs.
 */
async function lockAfter(state: State): Promise<TargetLock | undefined> {
  const { target, context } = state;
  const { facts: { runId }, diagnostics } = context;
  let lock: TargetLock | undefined;
  try {
    lock = await context.lock(target, { runId, diagnostics });
  } finally {
    if (lock === undefined) await undoAsked(state);
  }
  return lock;
}

async function undoAsked(state: State): Promise<void> {
  const { fail } = state.target.plan;
  await runThem(state, "fail", {
    plugins: fail.filter(({ id }) => state.started.has(id)),
    ending: { ...NO_STATUS, outcome: "failed", exitStatus: 1 },
  });
}

const NO_STATUS = { exitStatus: null, signal: null, vetoedBy: null };
