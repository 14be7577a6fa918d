/**
 * Calling the hooks of one operation, phase by phase; run_with_hooks.ts has their order.
 *
 * @module
 */

import type { Phase } from "../../plugins/api.ts";
import { titleOf } from "../registry/instance.ts";
import type { ChildOutcome } from "../sys/child.ts";
import { INTERRUPTED_S } from "../sys/hook_process.ts";
import type { HookPlan } from "./choose.ts";
import { isVetoable } from "./event.ts";
import { keptFrom } from "./kept_from.ts";
import type { Ending, LockTarget, PlacedHookTarget } from "./hook_target.ts";
import type { Plugin } from "./plugin.ts";
import { type HookContext, type HookResult, runHook } from "./run_hook.ts";

/** A target with the hooks that were chosen for it. */
export interface HookedTarget extends PlacedHookTarget {
  /** Fixed before the first hook of the run. */
  readonly plan: HookPlan;
  /** The post hooks once it has been done, when they can be others by then. */
  readonly postAgain: (() => readonly Plugin[]) | undefined;
}

/** What the hooks of a run work with. */
export interface HookedContext extends HookContext {
  /** Told of each post and fail hook that fails. */
  readonly countFailure: () => void;
  /** Keeps other runs away from the instance. */
  readonly lock: LockTarget;
}

/** How far an operation has come. */
export interface State {
  /** The operation with its hooks. */
  readonly target: HookedTarget;
  /** What its hooks work with. */
  readonly context: HookedContext;
  /** The pre hooks that were started, by plugin, with their exit status. */
  readonly started: Map<string, number | null>;
}

/** What came of the pre hooks. */
export type Before =
  | { readonly kind: "go" }
  | { readonly kind: "delegated" }
  | { readonly kind: "vetoed"; readonly by: string }
  | { readonly kind: "interrupted" };

/** Call pre hooks, until one has decided that the operation is not done here. */
export async function runPre(
  state: State,
  plugins: readonly Plugin[],
): Promise<Before> {
  const { target, context } = state;
  const { signals, diagnostics } = context;
  for (const plugin of plugins) {
    const result = await call(state, "pre", { plugin });
    state.started.set(plugin.id, result.status);
    if (result.kind === "delegated") return { kind: "delegated" };
    if (keptFrom(target.operation, signals.interruptedBy)) {
      return { kind: "interrupted" };
    }
    if (result.kind === "done") continue;
    const title = titleOf(target.instance);
    const { op } = target.operation;
    const isVeto = isVetoable(target.operation);
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
export async function runInstead(
  state: State,
): Promise<ChildOutcome | undefined> {
  const { instance, operation, plan } = state.target;
  for (const plugin of plan.instead) {
    const result = await call(state, "instead", { plugin });
    if (result.kind === "delegated") return { kind: "exited", status: 0 };
    if (result.kind === "done") continue;
    state.context.diagnostics.warning(
      `instance ${titleOf(instance)}: ${operation.op} by plugin ${plugin.id} ` +
        `failed: ${result.how}`,
    );
    return { kind: "exited", status: 1 };
  }
  return undefined;
}

/** Call the post hooks, or the fail hooks, as the operation has ended. */
export async function runAfter(
  state: State,
  outcome: ChildOutcome,
): Promise<void> {
  const exitStatus = outcome.kind === "exited" ? outcome.status : null;
  const signal = outcome.kind === "killed" ? outcome.signal : null;
  const ending = { exitStatus, signal, vetoedBy: null };
  if (exitStatus === 0) {
    const { plan, postAgain } = state.target;
    const plugins = postAgain?.() ?? plan.post;
    return await runThem(state, "post", {
      plugins,
      ending: { ...ending, outcome: "ok" },
    });
  }
  const isInterrupted = state.context.signals.interruptedBy !== undefined;
  const word = isInterrupted ? "interrupted" : "failed";
  await runFail(state, { ...ending, outcome: word });
}

/** Call the fail hooks of plugins whose pre hook was started, or that have none. */
export async function runFail(state: State, ending: Ending): Promise<void> {
  const { pre, fail } = state.target.plan;
  const withPre = new Set(pre.map(({ id }) => id));
  const plugins = fail.filter(({ id }) =>
    !withPre.has(id) || state.started.has(id)
  );
  await runThem(state, "fail", { plugins, ending });
}

/** Call post or fail hooks. A failure stops none of the others, and is counted. */
export async function runThem(
  state: State,
  phase: "post" | "fail",
  { plugins, ending }: {
    readonly plugins: readonly Plugin[];
    readonly ending: Ending;
  },
): Promise<void> {
  const { instance, operation } = state.target;
  for (const plugin of plugins) {
    const result = await call(state, phase, { plugin, ending });
    if (result.kind !== "failed") continue;
    state.context.countFailure();
    state.context.diagnostics.warning(
      `instance ${titleOf(instance)}: plugin ${plugin.id}: ` +
        `${phase}:${operation.op}: ${result.how}`,
    );
  }
}

async function call(
  { target, context, started }: State,
  phase: Phase,
  { plugin, ending }: { readonly plugin: Plugin; readonly ending?: Ending },
): Promise<HookResult> {
  const { timeoutS } = plugin.declaration;
  return await runHook({
    plugin,
    phase,
    target,
    ending,
    preStatus: started.get(plugin.id) ?? null,
    timeoutS: context.signals.interruptedBy === undefined
      ? timeoutS
      : Math.min(timeoutS, INTERRUPTED_S),
    isTest: false,
  }, context);
}
