/**
 * Choosing the hooks of all targets of a run before the first of them runs.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { titleOf } from "../registry/instance.ts";
import { chooseHooks } from "./choose.ts";
import type { HookedTarget } from "./call_hooks.ts";
import type { PluginDirectories } from "./load_plugins.ts";
import type { HookTarget, PlacedHookTarget } from "./hook_target.ts";
import type { BrokenPlugin, PluginSet } from "./plugin.ts";

/** A target that is left alone, since a plugin it needs is broken. */
export interface RefusedOccasion extends PlacedHookTarget {
  /** At least one. */
  readonly refusals: readonly BrokenPlugin[];
}

/** A target and what becomes of it. */
export type PlannedTarget =
  | { readonly kind: "hooked"; readonly target: HookedTarget }
  | { readonly kind: "refused"; readonly target: RefusedOccasion };

/** Operations after which the instance's own plugins are read once more. */
const READ_AGAIN = new Set(["create", "import"]);

/** What there is to do around the operations of a run. */
export interface HooksPlan {
  /** In the order of the targets; undefined when there is nothing to do. */
  readonly planned: readonly PlannedTarget[] | undefined;
  /** Files whose purpose is unknown, each once. */
  readonly odd: readonly string[];
}

/**
 * Choose the hooks for each target.
 *
 * @throws {FatalError} When a plugin directory cannot be read.
 */
export function planHooks(
  targets: readonly HookTarget[],
  directories: PluginDirectories,
): HooksPlan {
  const odd = new Set<string>();
  const planned = targets.map((target, index): PlannedTarget => {
    const placed = { ...target, index: index + 1, total: targets.length };
    const set = directories.of(target.instance) ?? NO_PLUGINS;
    for (const { path, why } of set.unused) if (why === "name") odd.add(path);
    const plan = chooseHooks(set, target);
    const { refusals } = plan;
    if (refusals.length > 0) {
      return { kind: "refused", target: { ...placed, refusals } };
    }
    const postAgain = READ_AGAIN.has(target.operation.op)
      ? () => {
        const set = directories.again(target.instance) ?? NO_PLUGINS;
        return chooseHooks(set, target).post;
      }
      : undefined;
    return { kind: "hooked", target: { ...placed, plan, postAgain } };
  });
  return {
    planned: planned.some(isNeeded) ? planned : undefined,
    odd: [...odd],
  };
}

const NO_PLUGINS: PluginSet = { plugins: [], broken: [], unused: [] };

function isNeeded(planned: PlannedTarget): boolean {
  if (planned.kind === "refused") return true;
  const { pre, instead, post, fail, warnings } = planned.target.plan;
  return [pre, instead, post, fail, warnings].some(({ length }) => length > 0);
}

/** Tell of broken plugins, each once, and of what does not happen for them. */
export function tellBroken(
  planned: readonly PlannedTarget[],
  diagnostics: Diagnostics,
): void {
  const consequences = new Map<string, Consequence>();
  for (const { kind, target } of planned) {
    const broken = kind === "refused" ? target.refusals : target.plan.warnings;
    for (const plugin of broken) {
      // One file can break several plugins: a module all the others beside it.
      const known = consequences.get(plugin.path) ??
        { plugin, refused: new Set() };
      consequences.set(plugin.path, known);
      if (kind === "refused") known.refused.add(titleOf(target.instance));
    }
  }
  const op = planned[0]?.target.operation.requested ?? "";
  for (const consequence of consequences.values()) {
    diagnostics.warning(describeBroken(consequence, op));
  }
}

interface Consequence {
  readonly plugin: BrokenPlugin;
  readonly refused: Set<string>;
}

/** One line: `FILE: what is wrong, so what does not happen: what to do`. */
function describeBroken(
  { plugin: { path, reason, remedy }, refused }: Consequence,
  op: string,
): string {
  const consequence = refused.size === 0
    ? "it is not run"
    : `${op} is refused for ${
      refused.size > 3 ? `${refused.size} instances` : [...refused].join(", ")
    }`;
  return `${path}: ${reason}, so ${consequence}: ${remedy}`;
}
