/**
 * `postmulti --apply`, from start to end.
 *
 * No other document is followed meanwhile. What a dead process has left is
 * settled, the whole document is looked through against the host, and then one task after the other is carried out, each
 * under the lock and with its journal. The first that fails ends the run: what
 * was done stays, every instance is whole, and running it again goes on.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { holdApply } from "../lifecycle/apply_lock.ts";
import { planInit } from "../lifecycle/plan_init.ts";
import { executableForInit, isSetUp } from "../lifecycle/make_plan.ts";
import {
  refuseUnlessAllowed,
  settleLeftOver,
  underLock,
} from "../lifecycle/under_lock.ts";
import { removeStaleTemporaries } from "../lifecycle/remove_stale_temporaries.ts";
import { loggingEnvironment } from "../postfix/logging_environment.ts";
import { openDiskOverlay } from "./disk_overlay.ts";
import { type Host, readHost } from "./host.ts";
import {
  type ApplyContext,
  editContextFor,
  editRequest,
} from "./apply_context.ts";
import { perform } from "./perform.ts";
import { type Preparation, prepare } from "./prepare.ts";
import { changesOf } from "./preview.ts";
import type { Outcome, PlannedTask } from "./result.ts";
import { type Target, unmentioned } from "./target.ts";
import { type Task, type TaskAction, tasksFor } from "./task.ts";

/**
 * Make the host as the document says.
 *
 * @returns What was done, or with dryRun would be; an error that came while
 * things were done is in it.
 * @throws {FatalError} When the document cannot be followed; nothing was done.
 */
export async function runApply(
  { dryRun }: { readonly dryRun: boolean },
  context: ApplyContext,
): Promise<Outcome> {
  if (dryRun) {
    const { targets, tasks } = planAll(context);
    const done = new Set<Task>(tasks);
    return { targets, tasks, dryRun, done, error: undefined };
  }
  const { configDirectory, lockWait } = context;
  refuseUnlessAllowed(COMMAND, configDirectory);
  const lock = await holdApply(configDirectory, lockWait);
  try {
    return await follow(context);
  } finally {
    lock[Symbol.dispose]();
  }
}

const COMMAND = "--apply";

/** No other document is followed meanwhile. */
async function follow(context: ApplyContext): Promise<Outcome> {
  await underLock(COMMAND, context, async (lock) => {
    await settleLeftOver(lock, context);
    removeStaleTemporaries(context);
  });
  context.session.end();
  const { targets, tasks, order } = planAll(context);
  const done = new Set<Task>();
  let error: string | undefined;
  try {
    for (const task of tasks) {
      refuseInterrupted(context);
      await perform(task, { ...context, order });
      done.add(task);
    }
  } catch (caught) {
    if (!(caught instanceof FatalError)) throw caught;
    error = caught.message;
  } finally {
    context.session.end();
  }
  return { targets, tasks, dryRun: false, done, error };
}

interface WholePlan {
  readonly targets: readonly Target[];
  readonly tasks: readonly PlannedTask[];
  readonly order: readonly string[];
}

function planAll(context: ApplyContext): WholePlan {
  const { diagnostics } = context;
  const installation = context.readInstallation();
  const verbose = diagnostics.verbosity > 0;
  const environment = loggingEnvironment(installation, { verbose });
  const host = readHost(installation, environment);
  const preparation = prepare(host, openDiskOverlay(), context);
  const { prepared, order } = preparation;
  const primary = primaryTarget(preparation, host);
  const tasks = withoutNeedless(
    tasksFor(prepared, [
      { action: "init", target: primary },
      ...preparation.isReordered
        ? [{ action: "reorder", target: primary } as const]
        : [],
    ]),
    host,
  );
  const request = editRequest({ action: "init" });
  const editContext = editContextFor(request, host, context);
  const program = executableForInit(installation, context.executable);
  const previewContext = {
    disk: openDiskOverlay(),
    sources: installation,
    initSteps: planInit(editContext, program).steps,
    order,
  };
  const targets = prepared.map(({ target }) => target);
  return {
    order,
    targets: targets.includes(primary) ? targets : [primary, ...targets],
    tasks: tasks.map((task): PlannedTask => {
      const one = prepared.find(({ target }) => target === task.target);
      return { ...task, changes: changesOf(task, one, previewContext) };
    }),
  };
}

/** Actions of -e that need multi-instance support. */
const EDITS: ReadonlySet<TaskAction> = new Set([
  "create",
  "import",
  "assign",
  "enable",
  "disable",
  "destroy",
]);

/** Without -e init where it has been run, or nothing needs it. */
function withoutNeedless(tasks: readonly Task[], host: Host): readonly Task[] {
  const isNeeded = !isSetUp(host.installation) &&
    tasks.some(({ action }) => EDITS.has(action));
  if (!isNeeded) return tasks.filter(({ action }) => action !== "init");
  // What -e init does as well.
  const isDouble = ({ action, target }: Task): boolean =>
    action === "enable" && target.wanted.primary;
  refuseDisabledPrimary(tasks);
  return tasks.filter((task) => !isDouble(task));
}

function refuseDisabledPrimary(tasks: readonly Task[]): void {
  const primary = tasks.find(({ target }) => target.wanted.primary)?.target;
  if (primary?.wanted.enabled !== false) return;
  throw new FatalError(
    `${primary.wanted.place}: the primary instance must be enabled while ` +
      'instances are changed: say "enabled": true',
  );
}

/** The primary instance; what it is not asked for is left alone. */
function primaryTarget(
  { prepared }: Preparation,
  { list: { primary } }: Host,
): Target {
  const asked = prepared.find(({ target }) => target.wanted.primary)?.target;
  if (asked !== undefined) return asked;
  const { configDirectory } = primary;
  const wanted = unmentioned(configDirectory, { primary: true });
  return { wanted, configDirectory, instance: primary };
}

function refuseInterrupted({ signals }: ApplyContext): void {
  if (signals.interruptedBy === undefined) return;
  throw new FatalError(`interrupted by ${signals.interruptedBy}`);
}
