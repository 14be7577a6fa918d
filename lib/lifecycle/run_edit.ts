/**
 * Running one life-cycle action, `postmulti -e ACTION`, from start to end.
 *
 * Takes the lock of the primary instance, reads the list of instances, plans,
 * and carries the plan out; the lock is held until the last step is done.
 * Nothing is touched before it is clear that the action may go ahead.
 *
 * With hooks around it that is made sure of twice, before the pre hooks and
 * after them, because no lock is held while a hook runs: it may call postmulti. The
 * same goes for a question to the user at the terminal.
 *
 * @module
 */

import { printable } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { fullTitleOf, type Instance } from "../registry/instance.ts";
import { applyPlan, NOTHING } from "./apply_plan.ts";
import { changesOf } from "./changes.ts";
import { agree, type Agreement } from "./confirm.ts";
import type { Plan } from "./edit_context.ts";
import { chooseEditHooks, type EditHooks, refuseOther } from "./edit_hooks.ts";
import type { EditRunContext } from "./edit_run_context.ts";
import { loadPlanner } from "./load_planner.ts";
import { type MadePlan, makePlan, type PlannerContext } from "./make_plan.ts";
import type { PrimaryLock } from "./primary_lock.ts";
import { commandOf, type EditRequest } from "./request.ts";
import { describeStep } from "./step.ts";
import { runLocked } from "./run_locked.ts";
import {
  refuseUnlessAllowed,
  settleLeftOver,
  underLock,
} from "./under_lock.ts";

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
  setting: EditRunContext,
): Promise<boolean> {
  const runContext = { ...setting, planner: await loadPlanner(request.action) };
  if (request.dryRun) {
    show(makePlan(request, runContext).plan, runContext);
    return true;
  }
  refuseUnlessAllowed(commandOf(request.action), runContext.configDirectory);
  const agreement = agree(request, runContext);
  let chosen: Chosen | undefined;
  await runLocked(commandOf(request.action), runContext, async (lock) => {
    const made = await prepare(request, lock, runContext);
    const { context, plan } = made;
    refuseUnlessAgreed(plan, agreement);
    const hooks = await chooseEditHooks(plan, context, {
      ...runContext,
      // What another run has done in the meantime is seen before the first hook.
      recheck: (shown) => {
        runContext.session?.cache?.forgetAll();
        const { plan: { subject } } = makePlan(request, runContext);
        refuseOther(subject, { shown, meanwhile: "another run was at work" });
      },
    });
    if (hooks === undefined) return made;
    chosen = { hooks, subject: plan.subject };
    return undefined;
  });
  return chosen === undefined || await runHooked(chosen, request, runContext);
}

interface Chosen {
  readonly hooks: EditHooks;
  /** Whom the hooks were chosen for. */
  readonly subject: Instance;
}

async function runHooked(
  { hooks, subject }: Chosen,
  request: EditRequest,
  runContext: EditRunContext & PlannerContext,
): Promise<boolean> {
  let isBegun = false;
  // Hooks may call this program.
  runContext.session?.end();
  const { kind } = await hooks.perform(async (isInterrupted) => {
    await underLock(commandOf(request.action), runContext, async (lock) => {
      const { context, plan } = await prepare(request, lock, runContext);
      refuseOther(plan.subject, {
        shown: subject,
        meanwhile: "plugins ran",
      });
      if (isInterrupted()) return;
      isBegun = true;
      await applyPlan(plan, { context, runContext, lock });
    });
    runContext.session?.end();
    return isBegun;
  });
  const what = `${commandOf(request.action)} of instance ` +
    fullTitleOf(subject);
  if (kind === "refused" || kind === "vetoed") {
    const why = kind === "vetoed" ? "has vetoed it" : "it needs is broken";
    throw new FatalError(
      `${what}: nothing was done, because a plugin ${why}: see the warning ` +
        "before this",
    );
  }
  if (kind === "interrupted") {
    runContext.diagnostics.warning(
      `${what}: nothing was done: it was interrupted`,
    );
  }
  if (kind === "delegated") {
    runContext.report({ ...NOTHING, subject, isDelegated: true });
  }
  return isBegun || kind === "delegated";
}

function refuseUnlessAgreed({ subject }: Plan, agreement: Agreement): void {
  if (agreement.kind === "given") {
    const { subject: shown } = agreement;
    refuseOther(subject, { shown, meanwhile: "you were asked" });
  }
  if (agreement.kind === "not possible") {
    throw new FatalError(
      `instance ${fullTitleOf(subject)} has been changed just now: nothing ` +
        "was done: try again",
    );
  }
}

async function prepare(
  request: EditRequest,
  lock: PrimaryLock,
  runContext: EditRunContext & PlannerContext,
): Promise<MadePlan> {
  await settleLeftOver(lock, runContext);
  return makePlan(request, runContext);
}

function show(plan: Plan, runContext: EditRunContext): void {
  const { steps, warnings, subject } = plan;
  const { show, report, diagnostics } = runContext;
  show(steps.map((step) => `${printable(describeStep(step))}\n`).join(""));
  const changes = changesOf(plan, runContext);
  report({ ...NOTHING, subject, changes, warnings });
  for (const warning of warnings) diagnostics.notice(warning);
}
