/**
 * The hooks of one run: whether there are any, and what came of them.
 *
 * Nothing is looked at before an operation is about to be done, and without a
 * plugin directory nothing is done but to look for one.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Installation } from "../postfix/installation.ts";
import type { Environment } from "../postfix/logging_environment.ts";
import type { ChildOutcome } from "../sys/child.ts";
import type { Signals } from "../sys/signals.ts";
import { type Hooked, performHooked } from "./hooked.ts";
import { importedEnvironment } from "./hook_environment.ts";
import { NAME_RULE } from "./file_name.ts";
import { pluginsOf } from "./load_plugins.ts";
import type { Occasion } from "./occasion.ts";
import { planHooks, type PlannedOccasion, tellBroken } from "./plan_hooks.ts";
import type { HookMeans } from "./run_hook.ts";

/** What the hooks of a run need to know. */
export interface HooksSetting {
  /** False with --no-plugins. */
  readonly usePlugins: boolean;
  /** Version of this program. */
  readonly toolVersion: string;
  /** Makes a name for this run, of hexadecimal digits. */
  readonly makeRunId: () => string;
  /** The absolute path of this program. */
  readonly executable: string;
  /** A variable of our own environment; undefined when unset. */
  readonly lookUp: (name: string) => string | undefined;
  /** Whether this process has the rights of another user than its own. */
  readonly hasForeignRights: () => boolean;
  /** Where to tell what happened. */
  readonly diagnostics: Diagnostics;
}

/** What came of an operation, hooks or not. */
export type Performed =
  | Hooked
  /** A plugin it needs is broken; that has been told. */
  | { readonly kind: "refused" };

/**
 * Performs the operation that stands at a place in the plan, and tells what its
 * hooks say to `diagnostics`; to those of the run when left out.
 */
export type Perform = (
  index: number,
  operation: () => Promise<ChildOutcome>,
  diagnostics?: Diagnostics,
) => Promise<Performed>;

/** What hooks are run with. */
export interface HookSurroundings {
  /** The Postfix that the instances belong to. */
  readonly installation: Installation;
  /** What children of this program get: where to log, how much to say. */
  readonly logging: Environment;
  /** Called when there is a hook to run. */
  readonly takeSignals: () => Signals;
}

/** The hooks of one run. */
export interface Hooks {
  /**
   * Choose the hooks for all operations of the run; called once, before the
   * first of them.
   *
   * @returns Undefined when there are none.
   * @throws {FatalError} When a plugin directory cannot be read.
   */
  plan(
    occasions: readonly Occasion[],
    surroundings: HookSurroundings,
  ): Perform | undefined;
  /** Whether a hook was planned. */
  readonly areUsed: boolean;
  /** Say in one line how many post and fail hooks failed, if any did. */
  finish(): void;
}

/** Open the hooks of a run; touches nothing yet. */
export function openHooks(setting: HooksSetting): Hooks {
  const { diagnostics } = setting;
  let failures = 0;
  let areUsed = false;
  return {
    get areUsed() {
      return areUsed;
    },
    plan(occasions, surroundings): Perform | undefined {
      const planned = planFor(occasions, surroundings, setting);
      if (planned === undefined) return undefined;
      areUsed = true;
      tellBroken(planned, diagnostics);
      const means = {
        ...hookMeans(surroundings, setting),
        countFailure: () => void failures++,
      };
      return async (
        index,
        operation,
        diagnostics = means.diagnostics,
      ): Promise<Performed> => {
        const one = planned[index];
        return one?.kind === "hooked"
          ? await performHooked(one.occasion, operation, {
            ...means,
            diagnostics,
          })
          : { kind: "refused" };
      };
    },
    finish(): void {
      if (failures === 0) return;
      diagnostics.notice(
        `${failures} ${failures === 1 ? "hook" : "hooks"} failed after the ` +
          "operation: see above; the exit status does not tell",
      );
    },
  };
}

function planFor(
  occasions: readonly Occasion[],
  { installation }: HookSurroundings,
  { usePlugins, lookUp, hasForeignRights, diagnostics }: HooksSetting,
): readonly PlannedOccasion[] | undefined {
  if (!usePlugins) {
    diagnostics.change("plugins are skipped: --no-plugins was given");
    return undefined;
  }
  if (lookUp("POSTMULTI_DEPTH") !== undefined) {
    diagnostics.notice("plugins are skipped: a plugin has called postmulti");
    return undefined;
  }
  const { planned, odd } = planHooks(occasions, pluginsOf(installation));
  for (const path of odd) {
    diagnostics.warning(`${path}: it is ignored, by its name: ${NAME_RULE}`);
  }
  if (planned === undefined || !hasForeignRights()) return planned;
  diagnostics.warning(
    "plugins are skipped: postmulti has the rights of another user than the " +
      "one who runs it: do not install it set-uid",
  );
  return undefined;
}

/** What every call of a hook needs. */
export function hookMeans(
  { installation, logging, takeSignals }: HookSurroundings,
  { toolVersion, makeRunId, executable, lookUp, diagnostics }: HooksSetting,
): HookMeans {
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
