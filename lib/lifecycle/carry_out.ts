/**
 * Carrying a plan out under the lock, and telling what was done.
 *
 * @module
 */

import { changesOf } from "./changes.ts";
import type { EditContext, Plan } from "./edit_context.ts";
import type { EditRunContext } from "./edit_run_context.ts";
import type { EditReport } from "./edit_report.ts";
import { execute } from "./execute.ts";
import { refuseLeftBehind } from "./left_behind.ts";
import type { PrimaryLock } from "./primary_lock.ts";
import { describeStep } from "./step.ts";

/** The report of an action of which nothing has come. */
export const NOTHING: Omit<EditReport, "subject"> = {
  changes: [],
  warnings: [],
  isDelegated: false,
};

/**
 * Carry a plan out, and tell what was done.
 *
 * @throws {FatalError} When a step fails, or something could not be removed.
 */
export async function carryOut(
  plan: Plan,
  { context, runContext, lock }: {
    readonly context: EditContext;
    readonly runContext: EditRunContext;
    readonly lock: PrimaryLock;
  },
): Promise<void> {
  const { diagnostics } = context;
  const { author, configDirectory, compiledIn, turn } = runContext;
  const { steps, subject, summary } = plan;
  const sources = { configDirectory, compiledIn };
  const planned = changesOf(plan, sources);
  for (const step of steps) diagnostics.debug(1, describeStep(step));
  const left = await execute(plan, { diagnostics, sources, lock, author });
  if (subject.primary) turn?.memory?.forgetAll();
  else turn?.memory?.forget(subject.configDirectory);
  for (const warning of plan.warnings) diagnostics.warning(warning);
  const changes = planned.filter(({ path }) => !left.includes(path));
  if (changes.length > 0) diagnostics.change(summary);
  runContext.report({ ...NOTHING, subject, changes });
  refuseLeftBehind(left, summary);
}
