/**
 * Running one life-cycle action, `postmulti -e ACTION`, from start to end.
 *
 * Takes the lock of the primary instance, reads the list of instances, plans,
 * and carries the plan out; the lock is held until the last step is done.
 * Nothing is touched before it is clear that the action may go ahead.
 *
 * With hooks around it that is made sure of twice, before the pre hooks and
 * after them, for no lock is held while a hook runs: it may call postmulti.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import type { CompiledIn } from "../postfix/compiled_in.ts";
import { fullTitleOf, type Instance } from "../registry/instance.ts";
import { isRoot } from "../sys/process.ts";
import type { EditContext, Plan } from "./edit_context.ts";
import {
  chooseEditHooks,
  type EditHookMeans,
  type EditHooks,
  refuseOther,
} from "./edit_hooks.ts";
import { execute } from "./execute.ts";
import type { Journal } from "./journal.ts";
import { refuseLeftBehind } from "./left_behind.ts";
import { type MadePlan, makePlan, type PlanMeans } from "./make_plan.ts";
import { holdPrimary, type PrimaryLock } from "./primary_lock.ts";
import { recover } from "./recover.ts";
import type { EditRequest } from "./request.ts";
import { describeStep } from "./step.ts";
import { sweepTemporaries } from "./sweep.ts";
import { refuseUntrusted } from "./trusted.ts";

/** What an action needs beside the request. */
export interface EditMeans extends PlanMeans, EditHookMeans {
  /** The primary instance's configuration directory. */
  readonly configDirectory: string;
  /** The defaults compiled into Postfix. */
  readonly compiledIn: CompiledIn;
  /** How long to wait for another action, in milliseconds. */
  readonly lockTimeoutMs: number;
  /** This process and its command line. */
  readonly author: Pick<Journal, "pid" | "command">;
  /** Takes the text of a plan that is only shown. */
  readonly show: (text: string) => void;
}

/**
 * Run an action. What a dead process has left unfinished is settled first. With
 * dryRun the plan is shown instead, and nothing is touched, not even a lock.
 *
 * @returns Whether it was done; false when a signal came while hooks ran.
 * @throws {FatalError} When it may not go ahead, a plugin refuses it, or it
 * fails; the disk is then as it was, but for what warnings have named.
 */
export async function runEdit(
  request: EditRequest,
  means: EditMeans,
): Promise<boolean> {
  if (request.dryRun) {
    show(makePlan(request, means).plan, means);
    return true;
  }
  let chosen: Chosen | undefined;
  await locked(`-e ${request.action}`, means, async (lock) => {
    const { context, plan } = await prepare(request, lock, means);
    const hooks = chooseEditHooks(plan, context, means);
    if (hooks === undefined) {
      return await carryOut(plan, { context, means, lock });
    }
    chosen = { hooks, subject: plan.subject };
  });
  return chosen === undefined || await runHooked(chosen, request, means);
}

interface Chosen {
  readonly hooks: EditHooks;
  /** Whom the hooks were chosen for. */
  readonly subject: Instance;
}

async function runHooked(
  { hooks, subject }: Chosen,
  request: EditRequest,
  means: EditMeans,
): Promise<boolean> {
  let isBegun = false;
  const { kind } = await hooks.perform(async (isInterrupted) => {
    await locked(`-e ${request.action}`, means, async (lock) => {
      const { context, plan } = await prepare(request, lock, means);
      refuseOther(plan.subject, subject);
      if (isInterrupted()) return;
      isBegun = true;
      await carryOut(plan, { context, means, lock });
    });
    return isBegun;
  });
  if (kind === "refused" || kind === "vetoed") {
    const why = kind === "vetoed" ? "has vetoed it" : "it needs is broken";
    throw new FatalError(
      `-e ${request.action} of instance ${fullTitleOf(subject)}: nothing was ` +
        `done, for a plugin ${why}: see the warning before this`,
    );
  }
  return isBegun || kind === "delegated";
}

async function prepare(
  request: EditRequest,
  lock: PrimaryLock,
  means: EditMeans,
): Promise<MadePlan> {
  await settleLeftOver(lock, means);
  return makePlan(request, means);
}

/**
 * Settle what a dead process has left unfinished, and do nothing else.
 *
 * @throws {FatalError} When that cannot be done.
 */
export async function runRecover(means: EditMeans): Promise<void> {
  await locked("--recover", means, async (lock) => {
    const left = await settleLeftOver(lock, means);
    sweepTemporaries(means);
    // The mail log is told about it, and is reached through the primary.
    means.readInstallation();
    refuseLeftBehind(left, "the interrupted action has been finished");
  });
}

async function locked(
  what: string,
  { configDirectory, lockTimeoutMs }: EditMeans,
  work: (lock: PrimaryLock) => Promise<void>,
): Promise<void> {
  if (!isRoot()) {
    throw new FatalError(`${what} changes the mail system: run it as root`);
  }
  refuseUntrusted(configDirectory);
  const lock = await holdPrimary(configDirectory, { timeoutMs: lockTimeoutMs });
  try {
    await work(lock);
  } finally {
    lock[Symbol.dispose]();
  }
}

/** Returns the paths of what should have been removed and could not be. */
async function settleLeftOver(
  lock: PrimaryLock,
  { configDirectory, compiledIn, diagnostics }: EditMeans,
): Promise<readonly string[]> {
  if (!lock.isLeftOver) return [];
  const sources = { configDirectory, compiledIn };
  const left = await recover(lock.left, { diagnostics, sources, lock });
  sweepTemporaries({ ...sources, diagnostics });
  return left;
}

function show(
  { steps, warnings }: Plan,
  { show, diagnostics }: EditMeans,
): void {
  show(steps.map((step) => `${describeStep(step)}\n`).join(""));
  for (const warning of warnings) diagnostics.notice(warning);
}

async function carryOut(
  plan: Plan,
  { context, means, lock }: {
    readonly context: EditContext;
    readonly means: EditMeans;
    readonly lock: PrimaryLock;
  },
): Promise<void> {
  const { diagnostics } = context;
  const { configDirectory, compiledIn } = means;
  for (const step of plan.steps) diagnostics.debug(1, describeStep(step));
  const left = await execute(plan, {
    diagnostics,
    sources: { configDirectory, compiledIn },
    lock,
    author: means.author,
  });
  for (const warning of plan.warnings) diagnostics.warning(warning);
  diagnostics.change(plan.summary);
  refuseLeftBehind(left, plan.summary);
}
