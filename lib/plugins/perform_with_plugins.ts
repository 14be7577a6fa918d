/**
 * Planning the hooks of a run on a host that has plugins, and performing its
 * operations with them.
 *
 * @module
 */

import type { ChildOutcome } from "../sys/child.ts";
import { NAME_RULE } from "./file_name.ts";
import { runWithHooks } from "./run_with_hooks.ts";
import { importedEnvironment } from "./hook_environment.ts";
import type {
  HookRunContext,
  HooksContext,
  Perform,
  PerformContext,
  Performed,
} from "./hook_types.ts";
import { type PluginDirectories, pluginsOf } from "./load_plugins.ts";
import type { HookTarget } from "./hook_target.ts";
import type { PluginSet } from "./plugin.ts";
import { planHooks, type PlannedTarget, tellBroken } from "./plan_hooks.ts";
import type { HookContext } from "./run_hook.ts";

/** What is planned with. */
export interface HookPlanContext extends HooksContext {
  /** Called for each post or fail hook that fails. */
  readonly countFailure: () => void;
}

/**
 * Choose the hooks for all operations of a run; see Hooks.plan().
 *
 * @returns Undefined when there are none.
 * @throws {FatalError} When a plugin directory cannot be read.
 */
export function performWithPlugins(
  targets: readonly HookTarget[],
  context: PerformContext,
  setting: HookPlanContext,
): Perform | undefined {
  const planned = planFor(targets, context, setting);
  if (planned === undefined) return undefined;
  tellBroken(planned, setting.diagnostics);
  const { countFailure } = setting;
  const { lock } = context;
  const hookContext = {
    ...makeHookContext(context, setting),
    countFailure,
    lock,
  };
  return async (
    index,
    operation: () => Promise<ChildOutcome>,
    diagnostics = hookContext.diagnostics,
  ): Promise<Performed> => {
    const one = planned[index];
    return one?.kind === "hooked"
      ? await runWithHooks(one.target, operation, {
        ...hookContext,
        diagnostics,
      })
      : { kind: "refused" };
  };
}

function planFor(
  targets: readonly HookTarget[],
  { installation }: HookRunContext,
  { hasForeignRights, diagnostics, leaveOut }: HooksContext,
): readonly PlannedTarget[] | undefined {
  const directories = pluginsWithout(leaveOut, pluginsOf(installation));
  const { planned, odd } = planHooks(targets, directories);
  for (const path of odd) {
    diagnostics.warning(
      `${path}: it is ignored because of its name: ${NAME_RULE}`,
    );
  }
  if (planned === undefined || !hasForeignRights()) return planned;
  diagnostics.warning(
    "plugins are skipped: postmulti has the rights of another user than the " +
      "one who runs it: do not install it set-uid",
  );
  return undefined;
}

function pluginsWithout(
  leaveOut: string | undefined,
  directories: PluginDirectories,
): PluginDirectories {
  if (leaveOut === undefined) return directories;
  const without = (set: PluginSet | undefined): PluginSet | undefined =>
    set &&
    { ...set, plugins: set.plugins.filter(({ id }) => id !== leaveOut) };
  return {
    of: (instance) => without(directories.of(instance)),
    again: (instance) => without(directories.again(instance)),
  };
}

/** What every call of a hook needs. */
export function makeHookContext(
  { installation, logging, takeSignals }: HookRunContext,
  { toolVersion, makeRunId, executable, lookUp, diagnostics }: HooksContext,
): HookContext {
  const { primary, configDirectory } = installation;
  return {
    facts: {
      toolVersion,
      runId: makeRunId(),
      primaryConfigDirectory: configDirectory,
      commandDirectory: primary.value("command_directory"),
      daemonDirectory: primary.value("daemon_directory"),
    },
    installation,
    imported: importedEnvironment(primary.value("import_environment"), lookUp),
    logging,
    executable,
    signals: takeSignals(),
    diagnostics,
  };
}
