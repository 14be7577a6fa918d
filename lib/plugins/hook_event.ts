/**
 * The event that a hook is called with. Pure.
 *
 * @module
 */

import type { Phase, PluginEvent } from "../../plugins/api.ts";
import type { Ending, PlacedHookTarget } from "./hook_target.ts";
import type { Plugin } from "./plugin.ts";

/** What is the same for every hook of one run. */
export interface RunFacts {
  /** Version of this program. */
  readonly toolVersion: string;
  /** Hexadecimal digits. */
  readonly runId: string;
  /** Absolute path. */
  readonly primaryConfigDirectory: string;
  /** Absolute path. */
  readonly commandDirectory: string;
  /** Absolute path. */
  readonly daemonDirectory: string;
}

/** One call of a hook. */
export interface HookCall {
  /** Which plugin. */
  readonly plugin: Plugin;
  /** When. */
  readonly phase: Phase;
  /** What it is about. */
  readonly target: PlacedHookTarget;
  /** How the operation ended; undefined in a pre or instead hook. */
  readonly ending: Ending | undefined;
  /** Exit status of the plugin's own pre hook; null when there is none. */
  readonly preStatus: number | null;
  /** After how many seconds it is ended. */
  readonly timeoutS: number;
  /** Whether no operation belongs to it: `--plugins run`. */
  readonly isTest: boolean;
}

/** The event of a call. */
export function eventOf(
  { plugin, phase, target, ending, preStatus, timeoutS, isTest }: HookCall,
  facts: RunFacts,
): PluginEvent {
  const { instance, operation, newName, newGroup, index, total } = target;
  return {
    schema: 1,
    tool_version: facts.toolVersion,
    run_id: facts.runId,
    phase,
    op: operation.op,
    requested: operation.requested,
    class: operation.class,
    argv: operation.argv,
    index,
    total,
    plugin: plugin.id,
    conf: plugin.conf ?? null,
    timeout_s: timeoutS,
    test: isTest,
    instance: {
      name: instance.name,
      group: instance.group,
      enabled: instance.enabled,
      primary: instance.primary,
      config_directory: instance.configDirectory,
      queue_directory: instance.queueDirectory,
      data_directory: instance.dataDirectory,
      new_name: newName,
      new_group: newGroup,
    },
    primary_config_directory: facts.primaryConfigDirectory,
    command_directory: facts.commandDirectory,
    daemon_directory: facts.daemonDirectory,
    outcome: ending?.outcome ?? null,
    exit_status: ending?.exitStatus ?? null,
    signal: ending?.signal ?? null,
    vetoed_by: ending?.vetoedBy ?? null,
    pre_status: preStatus,
  };
}
