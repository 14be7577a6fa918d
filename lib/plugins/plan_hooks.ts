/**
 * Choosing the hooks of all occasions of a run before the first of them runs.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { titleOf } from "../registry/instance.ts";
import { chooseHooks } from "./choose.ts";
import type { HookedOccasion } from "./call_hooks.ts";
import type { PluginDirectories } from "./load_plugins.ts";
import type { Occasion, PlacedOccasion } from "./occasion.ts";
import type { BrokenPlugin, PluginSet } from "./plugin.ts";

/** An occasion that is not taken, since a plugin it needs is broken. */
export interface RefusedOccasion extends PlacedOccasion {
  /** At least one. */
  readonly refusals: readonly BrokenPlugin[];
}

/** An occasion and what is to become of it. */
export type PlannedOccasion =
  | { readonly kind: "hooked"; readonly occasion: HookedOccasion }
  | { readonly kind: "refused"; readonly occasion: RefusedOccasion };

/** Operations after which the instance's own plugins are read once more. */
const READ_AGAIN = new Set(["create", "import"]);

/** What there is to do around the operations of a run. */
export interface HooksPlan {
  /** In the order of the occasions; undefined when there is nothing to do. */
  readonly planned: readonly PlannedOccasion[] | undefined;
  /** Files that nobody can tell the purpose of, each once. */
  readonly odd: readonly string[];
}

/**
 * Choose the hooks for each occasion.
 *
 * @throws {FatalError} When a plugin directory cannot be read.
 */
export function planHooks(
  occasions: readonly Occasion[],
  directories: PluginDirectories,
): HooksPlan {
  const odd = new Set<string>();
  const planned = occasions.map((occasion, index): PlannedOccasion => {
    const placed = { ...occasion, index: index + 1, total: occasions.length };
    const set = directories.of(occasion.instance) ?? NO_PLUGINS;
    for (const { path, why } of set.unused) if (why === "name") odd.add(path);
    const plan = chooseHooks(set, occasion);
    const { refusals } = plan;
    if (refusals.length > 0) {
      return { kind: "refused", occasion: { ...placed, refusals } };
    }
    const postAgain = READ_AGAIN.has(occasion.operation.op)
      ? () => {
        const set = directories.again(occasion.instance) ?? NO_PLUGINS;
        return chooseHooks(set, occasion).post;
      }
      : undefined;
    return { kind: "hooked", occasion: { ...placed, plan, postAgain } };
  });
  return {
    planned: planned.some(isNeeded) ? planned : undefined,
    odd: [...odd],
  };
}

const NO_PLUGINS: PluginSet = { plugins: [], broken: [], unused: [] };

function isNeeded(planned: PlannedOccasion): boolean {
  if (planned.kind === "refused") return true;
  const { pre, instead, post, fail, warnings } = planned.occasion.plan;
  return [pre, instead, post, fail, warnings].some(({ length }) => length > 0);
}

/** Tell of broken plugins, each once, and of what does not happen for them. */
export function tellBroken(
  planned: readonly PlannedOccasion[],
  diagnostics: Diagnostics,
): void {
  const consequences = new Map<string, Consequence>();
  for (const { kind, occasion } of planned) {
    const broken = kind === "refused"
      ? occasion.refusals
      : occasion.plan.warnings;
    for (const plugin of broken) {
      // One file can break several plugins: a module all the others beside it.
      const known = consequences.get(plugin.path) ??
        { plugin, refused: new Set() };
      consequences.set(plugin.path, known);
      if (kind === "refused") known.refused.add(titleOf(occasion.instance));
    }
  }
  const op = planned[0]?.occasion.operation.requested ?? "";
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
