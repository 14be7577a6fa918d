/**
 * Plugins, hook targets and the hooks of a host without any, made by hand, for
 * tests beside the sources.
 *
 * @module
 */

import type { Phase, PluginEvent } from "../../plugins/api.ts";
import type { Operation } from "../../lib/plugins/event.ts";
import {
  eventOf,
  type HookCall,
  type RunFacts,
} from "../../lib/plugins/hook_event.ts";
import type { Hooks } from "../../lib/plugins/hooks.ts";
import type { PlacedHookTarget } from "../../lib/plugins/hook_target.ts";
import type { Plugin } from "../../lib/plugins/plugin.ts";
import { madeSecondary } from "./made_instance.ts";

/** The hooks of a run on a host without plugins. */
export const NO_HOOKS: Hooks = {
  mayApply: () => false,
  plan: () => Promise.resolve(undefined),
  areUsed: false,
  finish: () => {},
};

/** Starting an instance, with changes. */
export function madeOperation(change: Partial<Operation> = {}): Operation {
  return {
    op: "start",
    requested: "start",
    class: "start",
    argv: ["start"],
    ...change,
  };
}

/** The first of two targets: the start of postfix-in; with changes. */
export function madeHookTarget(
  change: Partial<PlacedHookTarget> = {},
): PlacedHookTarget {
  return {
    instance: madeSecondary("postfix-in", { group: "mta", enabled: true }),
    operation: madeOperation(),
    newName: null,
    newGroup: null,
    index: 1,
    total: 2,
    ...change,
  };
}

/** An executable plugin for events like `pre:start`, with changes. */
export function madePlugin(
  path: string,
  events: readonly string[],
  change: Partial<Plugin> & {
    readonly timeoutS?: number;
    readonly delegates?: boolean;
  } = {},
): Plugin {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const { timeoutS = 60, delegates = false, ...rest } = change;
  return {
    id: name.replace(/\.[a-z]+$/, ""),
    path,
    kind: "executable",
    declaration: {
      events: events.map((event) => {
        const [phase, op = ""] = event.split(":");
        return { phase: phase as Phase, op };
      }),
      timeoutS,
      appliesTo: { kind: "all" },
      delegates,
    },
    conf: undefined,
    ...rest,
  };
}

/** What is the same for every hook of a run. */
export const MADE_FACTS: RunFacts = {
  toolVersion: "1.2.3",
  runId: "00ff",
  primaryConfigDirectory: "/etc/postfix",
  commandDirectory: "/usr/sbin",
  daemonDirectory: "/usr/lib/postfix/sbin",
};

/** The call of a pre hook on the made target, with changes. */
export function madeCall(change: Partial<HookCall> = {}): HookCall {
  return {
    plugin: madePlugin("/etc/postfix/postmulti.d/10-hook.sh", ["pre:start"]),
    phase: "pre",
    target: madeHookTarget(),
    ending: undefined,
    preStatus: null,
    timeoutS: 60,
    isTest: false,
    ...change,
  };
}

/** The event of that call, with changes. */
export function madeEvent(change: Partial<PluginEvent> = {}): PluginEvent {
  return { ...eventOf(madeCall(), MADE_FACTS), ...change };
}
