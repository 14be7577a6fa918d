/**
 * The hooks of one run, put together from what this process knows.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { type Hooks, openHooks } from "../plugins/hooks.ts";
import type { HooksContext } from "../plugins/hook_types.ts";
import { hasForeignRights } from "../sys/foreign_rights.ts";
import { environment, executablePath, randomName } from "../sys/process.ts";
import { VERSION } from "./version.ts";

/** Open the hooks of this run. */
export function hooksOfRun(
  diagnostics: Diagnostics,
  options: { readonly usePlugins: boolean; readonly leaveOut?: string },
): Hooks {
  return openHooks(hooksSetting(diagnostics, options));
}

/** What hooks of this run need to know. */
export function hooksSetting(
  diagnostics: Diagnostics,
  { usePlugins, leaveOut }: {
    readonly usePlugins: boolean;
    /** The id of a plugin that is left out. */
    readonly leaveOut?: string;
  },
): HooksContext {
  return {
    usePlugins,
    ...leaveOut === undefined ? {} : { leaveOut },
    toolVersion: VERSION,
    makeRunId: randomName,
    executable: executablePath(),
    lookUp: environment,
    hasForeignRights,
    diagnostics,
  };
}
