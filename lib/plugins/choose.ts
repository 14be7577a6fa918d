/**
 * Which hooks an operation on an instance calls, and in which order. Pure.
 *
 * @module
 */

import type { Phase } from "../../plugins/api.ts";
import type { Instance } from "../registry/instance.ts";
import type { Declaration } from "./declaration.ts";
import {
  isAbout,
  isAboutOperation,
  isReplaceable,
  isVetoable,
  type Operation,
} from "./event.ts";
import {
  type BrokenPlugin,
  type Plugin,
  type PluginSet,
  SYSTEMD_PLUGIN,
} from "./plugin.ts";

/** The hooks around one operation on one instance. */
export interface HookPlan {
  /** In the order they are called: those that delegate, then the others. */
  readonly pre: readonly Plugin[];
  /** In the order they are called, until one has had the operation done. */
  readonly instead: readonly Plugin[];
  /** In the order they are called. */
  readonly post: readonly Plugin[];
  /** In the order they are called: the reverse of the others. */
  readonly fail: readonly Plugin[];
  /** Broken ones that keep the operation from being done. */
  readonly refusals: readonly BrokenPlugin[];
  /** Broken ones of an operation that goes ahead all the same. */
  readonly warnings: readonly BrokenPlugin[];
}

const NOTHING: HookPlan = {
  pre: [],
  instead: [],
  post: [],
  fail: [],
  refusals: [],
  warnings: [],
};

/** Actions of -e that take down what create and enable build up. */
const DESCENDING = new Set(["destroy", "deport", "disable"]);

/**
 * Choose the hooks for an operation.
 *
 * What takes down goes in the reverse order of what builds up: bytewise by id,
 * descending for the stop class, destroy, deport and disable.
 */
export function chooseHooks(
  { plugins, broken }: PluginSet,
  target: { readonly operation: Operation; readonly instance: Instance },
): HookPlan {
  const { operation, instance } = target;
  const isConcerned = (declaration: Declaration): boolean =>
    wants(declaration, operation) && isFor(declaration, instance);
  const chosen = plugins.filter(({ declaration }) => isConcerned(declaration));
  if (chosen.length + broken.length === 0) return NOTHING;
  const isDescending = operation.class === "stop" ||
    DESCENDING.has(operation.op);
  const ordered = isDescending ? chosen.toReversed() : chosen;
  const inPhase = (phase: Phase): Plugin[] =>
    ordered.filter(({ declaration }) =>
      declaration.events.some((event) => isAbout(event, { phase, operation }))
    );
  const concerned = broken.filter(({ declaration }) =>
    declaration === undefined || isConcerned(declaration)
  );
  const canRefuse = isVetoable(operation);
  return {
    pre: delegatingFirst(inPhase("pre")),
    instead: isReplaceable(operation) ? inPhase("instead") : [],
    post: inPhase("post"),
    fail: inPhase("fail").toReversed(),
    refusals: canRefuse ? concerned : [],
    warnings: canRefuse ? [] : concerned,
  };
}

/**
 * Whether a plugin's pre hooks can have an operation done by a process that this one
 * has not started. Copies of the shipped plugin from before 2026-12 do not say so.
 */
export function isDelegating({ id, declaration }: Plugin): boolean {
  return declaration.delegates || id === SYSTEMD_PLUGIN;
}

function delegatingFirst(plugins: readonly Plugin[]): readonly Plugin[] {
  return [
    ...plugins.filter(isDelegating),
    ...plugins.filter((plugin) => !isDelegating(plugin)),
  ];
}

function wants({ events }: Declaration, operation: Operation): boolean {
  for (const event of events) {
    if (isAboutOperation(event, operation)) return true;
  }
  return false;
}

function isFor({ appliesTo }: Declaration, instance: Instance): boolean {
  switch (appliesTo.kind) {
    case "all":
      return true;
    case "primary":
      return instance.primary;
    case "secondary":
      return !instance.primary;
    case "instance":
      return instance.name === appliesTo.name;
    case "group":
      return instance.group === appliesTo.group;
  }
}
