/**
 * The hooks of one run: whether there are any, and what came of them.
 *
 * Nothing is looked at before an operation is about to be done, and without a
 * plugin directory nothing is done but to look for one: what reads plugins and
 * runs hooks is loaded when there is one.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import type { Installation } from "../postfix/installation.ts";
import type { Instance } from "../registry/instance.ts";
import { lstatOrNothing } from "../sys/files.ts";
import type { HookTarget } from "./hook_target.ts";
import type { HooksContext, Perform, PerformContext } from "./hook_types.ts";
import { PLUGIN_DIRECTORY } from "./plugin.ts";

/** The hooks of one run. */
export interface Hooks {
  /** False when there can be nothing to plan, or to say about that. */
  mayApply(instances: readonly Instance[], installation: Installation): boolean;
  /**
   * Choose the hooks for all operations of the run; called once, before the
   * first of them.
   *
   * @returns Undefined when there are none.
   * @throws {FatalError} When a plugin directory cannot be read.
   */
  plan(
    targets: readonly HookTarget[],
    context: PerformContext,
  ): Promise<Perform | undefined>;
  /** Whether a hook was planned. */
  readonly areUsed: boolean;
  /** Say in one line how many post and fail hooks failed, if any did. */
  finish(): void;
}

/** Open the hooks of a run; touches nothing yet. */
export function openHooks(setting: HooksContext): Hooks {
  const { diagnostics } = setting;
  let failures = 0;
  let areUsed = false;
  const mayApply: Hooks["mayApply"] = (instances, { configDirectory }) =>
    !isOn(setting) || [configDirectory, ...instances.map(directoryOf)]
      .some(hasPluginDirectory);
  return {
    get areUsed() {
      return areUsed;
    },
    mayApply,
    async plan(targets, context): Promise<Perform | undefined> {
      const { installation } = context;
      const instances = targets.map(({ instance }) => instance);
      if (!mayApply(instances, installation)) return undefined;
      if (!isOn(setting)) {
        tellOff(setting);
        return undefined;
      }
      const { performWithPlugins } = await import("./perform_with_plugins.ts");
      const perform = performWithPlugins(targets, context, {
        ...setting,
        countFailure: () => void failures++,
      });
      areUsed = perform !== undefined;
      return perform;
    },
    finish(): void {
      if (failures === 0) return;
      diagnostics.notice(
        `${failures} ${failures === 1 ? "hook" : "hooks"} failed after the ` +
          "operation: see above; the exit status does not show it",
      );
    },
  };
}

function directoryOf({ configDirectory }: Instance): string {
  return configDirectory;
}

function hasPluginDirectory(configDirectory: string): boolean {
  try {
    const path = `${configDirectory}/${PLUGIN_DIRECTORY}`;
    return lstatOrNothing(path) !== undefined;
  } catch (error) {
    // The code that reads it will report what is wrong.
    if (error instanceof FatalError) return true;
    throw error;
  }
}

/** The variable that hooks have in their environment. */
const DEPTH = "POSTMULTI_DEPTH";

function isOn({ usePlugins, lookUp }: HooksContext): boolean {
  return usePlugins && lookUp(DEPTH) === undefined;
}

function tellOff({ usePlugins, diagnostics }: HooksContext): void {
  if (!usePlugins) {
    diagnostics.change("plugins are skipped: --no-plugins was given");
  } else {
    diagnostics.notice("plugins are skipped: a plugin has called postmulti");
  }
}
