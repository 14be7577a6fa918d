/**
 * Carrying a plan out under the lock, and reporting what was done.
 *
 * @module
 */

import { changesOf } from "./changes.ts";
import type { EditContext, Plan } from "./edit_context.ts";
import type { EditRunContext } from "./edit_run_context.ts";
import type { EditReport } from "./edit_report.ts";
import { runSteps } from "./run_steps.ts";
import { refuseUnremoved } from "./unremoved.ts";
import type { PrimaryLock } from "./primary_lock.ts";
import { describeStep } from "./step.ts";

/** The report of an action of which nothing has come. */
export const NOTHING: Omit<EditReport, "subject"> = {
  changes: [],
  warnings: [],
  isDelegated: false,
};

/**
 * Carry a plan out, and report what was done.
 *
 * @throws {FatalError} When a step fails, or something could not be removed.
 */
export async function applyPlan(
  plan: Plan,
  { context, runContext, lock }: {
    readonly context: EditContext;
    readonly runContext: EditRunContext;
    readonly lock: PrimaryLock;
  },
): Promise<void> {
  const { diagnostics } = context;
  const { author, configDirectory, compiledIn, session } = runContext;
  const { steps, subject, summary } = plan;
  const sources = { configDirectory, compiledIn };
  const planned = changesOf(plan, sources);
  for (const step of steps) diagnostics.debug(1, describeStep(step));
  const left = await runSteps(plan, { diagnostics, sources, lock, author });
  if (subject.primary) session?.cache?.forgetAll();
  else session?.cache?.forget(subject.configDirectory);
  for (const warning of plan.warnings) diagnostics.warning(warning);
  const changes = planned.filter(({ path }) => !left.includes(path));
  if (changes.length > 0) diagnostics.change(summary);
  runContext.report({ ...NOTHING, subject, changes });
  refuseUnremoved(left, summary);
}
