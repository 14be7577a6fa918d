/**
 * `postmulti --plugins plan`: hooks that are shown in the place of being run.
 *
 * They are handed to the mode that the command line asks for. What that would
 * do to an instance counts as done elsewhere, so nothing happens.
 *
 * @module
 */

import { printable } from "../../diag/diagnostics.ts";
import { type Instance, titleOf } from "../../registry/instance.ts";
import { chooseHooks, type HookPlan } from "../choose.ts";
import type { Hooks, Perform } from "../hooks.ts";
import { pluginsOf } from "../load_plugins.ts";
import type { Occasion } from "../occasion.ts";
import type { BrokenPlugin, Plugin, PluginSet } from "../plugin.ts";

/** Of a column of ids; longer ones stand out. */
const ID_WIDTH = 18;

const NO_PLUGINS: PluginSet = { plugins: [], broken: [], unused: [] };

/**
 * Hooks that only show what would run.
 *
 * @param show Takes the text of the whole plan; not called for an action that
 * changes nothing.
 */
export function previewHooks(
  show: (text: string) => void,
  { usePlugins }: { readonly usePlugins: boolean },
): Hooks {
  return {
    areUsed: false,
    finish(): void {},
    plan(occasions, { installation }): Perform {
      const directories = pluginsOf(installation);
      const setFor = (instance: Instance) =>
        (usePlugins ? directories.of(instance) : undefined) ?? NO_PLUGINS;
      show(
        occasions.map((occasion) =>
          describeOccasion(
            occasion,
            chooseHooks(setFor(occasion.instance), occasion),
          )
        ).join(""),
      );
      return () => Promise.resolve({ kind: "delegated" });
    },
  };
}

function describeOccasion(
  { instance, operation }: Occasion,
  plan: HookPlan,
): string {
  const { op, requested, argv } = operation;
  const lines = plan.refusals.length > 0
    ? unique(plan.refusals.map((one) => `refused  ${describeBroken(one)}`))
    : [
      ...unique(
        plan.warnings.map((one) => `not run  ${describeBroken(one)}`),
      ),
      ...plan.pre.map((plugin) => `pre      ${describePlugin(plugin)}`),
      `${op.padEnd(7)}  ${argv.join(" ")}`,
      ...plan.post.map((plugin) => `post     ${describePlugin(plugin)}`),
      ...plan.fail.map((plugin) => `fail     ${describePlugin(plugin)}`),
    ];
  const asked = op === requested ? "" : ` (for ${requested}: it is disabled)`;
  return [
    `instance ${titleOf(instance)}: ${op}${asked}`,
    ...lines.map((line) => `  ${line}`),
  ].map((line) => `${printable(line)}\n`).join("");
}

/** One file can break several plugins. */
function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

function describePlugin({ id, path, declaration }: Plugin): string {
  return `${id.padEnd(ID_WIDTH)}  ${path}  (${declaration.timeoutS} s)`;
}

function describeBroken({ path, reason, remedy }: BrokenPlugin): string {
  return `${path}: ${reason}: ${remedy}`;
}
