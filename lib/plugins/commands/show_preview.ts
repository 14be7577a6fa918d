/**
 * The text of `postmulti --plugins plan`: for people, or as JSON. Pure.
 *
 * @module
 */

import { printable } from "../../diag/diagnostics.ts";
import { titleOf } from "../../registry/instance.ts";
import type { HookPlan } from "../choose.ts";
import type { HookTarget } from "../hook_target.ts";
import type { BrokenPlugin, Plugin } from "../plugin.ts";

/** Of a column of ids; longer ones stand out. */
const ID_WIDTH = 18;

/** One operation on one instance, and the hooks around it. */
export interface Preview {
  /** The operation. */
  readonly target: HookTarget;
  /** What would run. */
  readonly plan: HookPlan;
}

/** A few lines for each operation. */
export function formatPreview(previews: readonly Preview[]): string {
  return previews.map(describePreview).join("");
}

/** The same as a value for JSON: one object for each operation. */
export function previewJson(
  previews: readonly Preview[],
): readonly Record<string, unknown>[] {
  return previews.map(({ target: { instance, operation }, plan }) => ({
    instance: titleOf(instance),
    config_directory: instance.configDirectory,
    operation: operation.op,
    requested: operation.requested,
    words: operation.argv,
    refused: plan.refusals.map(brokenJson),
    not_run: plan.warnings.map(brokenJson),
    pre: plan.pre.map(pluginJson),
    instead: plan.instead.map(pluginJson),
    post: plan.post.map(pluginJson),
    fail: plan.fail.map(pluginJson),
  }));
}

function describePreview(
  { target: { instance, operation }, plan }: Preview,
): string {
  const { op, requested, argv } = operation;
  const lines = plan.refusals.length > 0
    ? unique(plan.refusals.map((one) => `refused  ${describeBroken(one)}`))
    : [
      ...unique(
        plan.warnings.map((one) => `not run  ${describeBroken(one)}`),
      ),
      ...plan.pre.map((plugin) => `pre      ${describePlugin(plugin)}`),
      ...plan.instead.map((plugin) => `instead  ${describePlugin(plugin)}`),
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

function pluginJson(
  { id, path, declaration }: Plugin,
): Record<string, unknown> {
  return { plugin: id, file: path, timeout_s: declaration.timeoutS };
}

function brokenJson(
  { id, path, reason, remedy }: BrokenPlugin,
): Record<string, unknown> {
  return { plugin: id, file: path, reason, remedy };
}
