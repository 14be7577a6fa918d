/**
 * The hooks around a life-cycle action.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { UNLOCKED } from "../plugins/hook_target.ts";
import type { Operation } from "../plugins/event.ts";
import type { Hooks } from "../plugins/hooks.ts";
import type { Performed } from "../plugins/hook_types.ts";
import { fullTitleOf, type Instance } from "../registry/instance.ts";
import type { LockInstance } from "../registry/instance_lock.ts";
import type { ChildOutcome } from "../sys/child.ts";
import type { Signals } from "../sys/signals.ts";
import type { EditContext, Plan } from "./edit_context.ts";
import { lockSubject } from "./lock_subject.ts";
import { loadPlanner } from "./load_planner.ts";
import { makePlan, type PlanContext } from "./make_plan.ts";
import { changesOf } from "./changes.ts";
import { commandOf, type EditRequest } from "./request.ts";

/** What the hooks of an action are taken from. */
export interface EditHookContext {
  /** The hooks of this run. */
  readonly hooks: Hooks;
  /** Take over the signals of this run. */
  readonly takeSignals: () => Signals;
  /** Locks an instance. */
  readonly lockInstance: LockInstance;
  /** How long to wait for a lock, in milliseconds. */
  readonly lockTimeoutMs: number;
}

/** A second look, once the instance is locked. */
export interface Recheck {
  /**
   * Called with the instance that the hooks were chosen for.
   *
   * @throws {FatalError} When the action may not go ahead any more.
   */
  readonly recheck?: (subject: Instance) => void;
}

/** The hooks that were chosen for an action. */
export interface EditHooks {
  /**
   * Perform the action with its hooks around it; `action` learns how to find
   * out whether a signal has come, and whether it was begun is what it returns.
   */
  perform(
    action: (isInterrupted: () => boolean) => Promise<boolean>,
  ): Promise<Performed>;
}

/**
 * Choose the hooks for an action that may go ahead.
 *
 * @returns Undefined when there are none, or the action changes nothing.
 * @throws {FatalError} When a plugin directory cannot be read.
 */
export async function chooseEditHooks(
  plan: Plan,
  context: EditContext,
  { hooks, takeSignals, lockInstance, lockTimeoutMs, recheck = () => {} }:
    & EditHookContext
    & Recheck,
): Promise<EditHooks | undefined> {
  const { installation, request, environment } = context;
  if (!hooks.mayApply([plan.subject], installation)) return undefined;
  if (changesOf(plan, installation).length === 0) return undefined;
  const { newName, newGroup } = request;
  const isAssign = request.action === "assign";
  let signals: Signals | undefined;
  const perform = await hooks.plan([{
    instance: plan.subject,
    operation: operationOf(context),
    newName: isAssign ? newName ?? null : null,
    newGroup: isAssign ? newGroup ?? null : null,
  }], {
    installation,
    logging: environment,
    takeSignals: () => signals = takeSignals(),
    lock: async ({ instance }, { runId, diagnostics }) => {
      const lock = await lockSubject(commandOf(request.action), instance, {
        context: { lockInstance, diagnostics },
        wait: {
          runId,
          timeoutMs: lockTimeoutMs,
          interrupted: () => signals?.interruptedBy,
        },
      });
      try {
        recheck(instance);
      } catch (error) {
        lock[Symbol.dispose]();
        throw error;
      }
      return { ...UNLOCKED, [Symbol.dispose]: () => lock[Symbol.dispose]() };
    },
  });
  return perform && {
    perform: (action) =>
      perform(0, async (): Promise<ChildOutcome> => {
        const signal = () => signals?.interruptedBy;
        return await action(() => signal() !== undefined)
          ? { kind: "exited", status: 0 }
          : { kind: "killed", signal: signal() ?? "" };
      }),
  };
}

/**
 * Have the hooks of an action planned, and do nothing else.
 *
 * @returns Whether there are any.
 * @throws {FatalError} When the action may not go ahead.
 */
export async function planEditHooks(
  request: EditRequest,
  runContext: PlanContext & EditHookContext,
): Promise<boolean> {
  const planner = await loadPlanner(request.action);
  const { context, plan } = makePlan(request, { ...runContext, planner });
  return await chooseEditHooks(plan, context, runContext) !== undefined;
}

/**
 * What the user was shown must be what is then changed.
 *
 * @throws {FatalError} When it is another instance, or has been changed.
 */
export function refuseOther(
  instance: Instance,
  { shown, meanwhile }: {
    /** As it was then. */
    readonly shown: Instance;
    /** What has happened since, after "while". */
    readonly meanwhile: string;
  },
): void {
  const isSame = instance.configDirectory === shown.configDirectory &&
    instance.queueDirectory === shown.queueDirectory &&
    instance.dataDirectory === shown.dataDirectory &&
    instance.name === shown.name && instance.group === shown.group;
  if (isSame) return;
  throw new FatalError(
    `instance ${fullTitleOf(shown)} has been changed while ${meanwhile}: ` +
      "nothing was done: try again",
  );
}

function operationOf({ request }: EditContext): Operation {
  const { action, directories } = request;
  const operands = Object.entries(directories)
    .map(([name, directory]) => `${name}=${directory}`);
  return {
    op: action,
    requested: action,
    class: "edit",
    argv: [action, ...operands],
  };
}
