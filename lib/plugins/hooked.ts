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

import type { Phase } from "../../plugins/api.ts";
import { titleOf } from "../registry/instance.ts";
import type { ChildOutcome } from "../sys/child.ts";
import { type HookPlan, isDelegating } from "./choose.ts";
import { isVetoable } from "./event.ts";
import type {
  Ending,
  LockOccasion,
  OccasionLock,
  PlacedOccasion,
} from "./occasion.ts";
import type { Plugin } from "./plugin.ts";
import { type HookMeans, type HookResult, runHook } from "./run_hook.ts";

/** How long a hook may take once a signal has come, in seconds. */
const INTERRUPTED_TIMEOUT_S = 10;

/** An occasion with the hooks that were chosen for it. */
export interface HookedOccasion extends PlacedOccasion {
  /** Fixed before the first hook of the run. */
  readonly plan: HookPlan;
  /** The post hooks once it has been done, when they can be others by then. */
  readonly postAgain: (() => readonly Plugin[]) | undefined;
}

/** What the hooks of a run work with. */
export interface HookedMeans extends HookMeans {
  /** Told of each post and fail hook that fails. */
  readonly countFailure: () => void;
  /** Keeps other runs away from the instance. */
  readonly lock: LockOccasion;
}

/** What came of an operation with hooks around it. */
export type Hooked =
  /** It was done or tried. */
  | { readonly kind: "performed"; readonly outcome: ChildOutcome }
  /** It has been done elsewhere, which counts as done. */
  | { readonly kind: "delegated" }
  /** A pre hook kept it from being done; that has been told. */
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
export async function performHooked(
  occasion: HookedOccasion,
  perform: () => Promise<ChildOutcome>,
  means: HookedMeans,
): Promise<Hooked> {
  const state: State = { occasion, means, started: new Map() };
  const { pre } = occasion.plan;
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
  lock: OccasionLock,
): Promise<Hooked> {
  const { plan, instance, operation } = state.occasion;
  const before = await runPre(
    state,
    plan.pre.filter((plugin) => !isDelegating(plugin)),
  );
  if (before.kind !== "go") return await notPerformed(state, before);
  if (lock.isOvertaken()) {
    state.means.diagnostics.warning(
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
  await runAfter(state, outcome);
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
async function lockAfter(state: State): Promise<OccasionLock | undefined> {
  const { occasion, means } = state;
  const { facts: { runId }, diagnostics } = means;
  let lock: OccasionLock | undefined;
  try {
    lock = await means.lock(occasion, { runId, diagnostics });
  } finally {
    if (lock === undefined) await undoAsked(state);
  }
  return lock;
}

async function undoAsked(state: State): Promise<void> {
  const { fail } = state.occasion.plan;
  await runThem(state, "fail", {
    plugins: fail.filter(({ id }) => state.started.has(id)),
    ending: { ...NO_STATUS, outcome: "failed", exitStatus: 1 },
  });
}

const NO_STATUS = { exitStatus: null, signal: null, vetoedBy: null };

interface State {
  readonly occasion: HookedOccasion;
  readonly means: HookedMeans;
  /** The pre hooks that were started, by plugin, with their exit status. */
  readonly started: Map<string, number | null>;
}

type Before =
  | { readonly kind: "go" }
  | { readonly kind: "delegated" }
  | { readonly kind: "vetoed"; readonly by: string }
  | { readonly kind: "interrupted" };

async function runPre(
  state: State,
  plugins: readonly Plugin[],
): Promise<Before> {
  const { occasion, means } = state;
  const { signals, diagnostics } = means;
  for (const plugin of plugins) {
    const result = await call(state, "pre", { plugin });
    state.started.set(plugin.id, result.status);
    if (result.kind === "delegated") return { kind: "delegated" };
    if (signals.interruptedBy !== undefined) return { kind: "interrupted" };
    if (result.kind === "done") continue;
    const title = titleOf(occasion.instance);
    const { op } = occasion.operation;
    const isVeto = isVetoable(occasion.operation);
    diagnostics.warning(
      `instance ${title}: ` +
        (isVeto
          ? `${op} vetoed by plugin ${plugin.id}: ${result.how}`
          : `plugin ${plugin.id}: pre:${op}: ${result.how}: ${op} goes ahead`),
    );
    if (isVeto) return { kind: "vetoed", by: plugin.id };
  }
  return { kind: "go" };
}

/**
 * Have the operation done by a plugin.
 *
 * @returns How it ended; undefined when no plugin has taken it.
 */
async function runInstead(state: State): Promise<ChildOutcome | undefined> {
  const { instance, operation, plan } = state.occasion;
  for (const plugin of plan.instead) {
    const result = await call(state, "instead", { plugin });
    if (result.kind === "delegated") return { kind: "exited", status: 0 };
    if (result.kind === "done") continue;
    state.means.diagnostics.warning(
      `instance ${titleOf(instance)}: ${operation.op} by plugin ${plugin.id} ` +
        `failed: ${result.how}`,
    );
    return { kind: "exited", status: 1 };
  }
  return undefined;
}

async function runAfter(state: State, outcome: ChildOutcome): Promise<void> {
  const exitStatus = outcome.kind === "exited" ? outcome.status : null;
  const signal = outcome.kind === "killed" ? outcome.signal : null;
  const ending = { exitStatus, signal, vetoedBy: null };
  if (exitStatus === 0) {
    const { plan, postAgain } = state.occasion;
    const plugins = postAgain?.() ?? plan.post;
    return await runThem(state, "post", {
      plugins,
      ending: { ...ending, outcome: "ok" },
    });
  }
  const isInterrupted = state.means.signals.interruptedBy !== undefined;
  const word = isInterrupted ? "interrupted" : "failed";
  await runFail(state, { ...ending, outcome: word });
}

async function runFail(state: State, ending: Ending): Promise<void> {
  const { pre, fail } = state.occasion.plan;
  const withPre = new Set(pre.map(({ id }) => id));
  const plugins = fail.filter(({ id }) =>
    !withPre.has(id) || state.started.has(id)
  );
  await runThem(state, "fail", { plugins, ending });
}

/** A failure stops none of the others, and is counted. */
async function runThem(
  state: State,
  phase: "post" | "fail",
  { plugins, ending }: {
    readonly plugins: readonly Plugin[];
    readonly ending: Ending;
  },
): Promise<void> {
  const { instance, operation } = state.occasion;
  for (const plugin of plugins) {
    const result = await call(state, phase, { plugin, ending });
    if (result.kind !== "failed") continue;
    state.means.countFailure();
    state.means.diagnostics.warning(
      `instance ${titleOf(instance)}: plugin ${plugin.id}: ` +
        `${phase}:${operation.op}: ${result.how}`,
    );
  }
}

async function call(
  { occasion, means, started }: State,
  phase: Phase,
  { plugin, ending }: { readonly plugin: Plugin; readonly ending?: Ending },
): Promise<HookResult> {
  const { timeoutS } = plugin.declaration;
  return await runHook({
    plugin,
    phase,
    occasion,
    ending,
    preStatus: started.get(plugin.id) ?? null,
    timeoutS: means.signals.interruptedBy === undefined
      ? timeoutS
      : Math.min(timeoutS, INTERRUPTED_TIMEOUT_S),
    isTest: false,
  }, means);
}
