/**
 * Before something is removed: showing the user at the terminal what, and
 * asking whether to go on.
 *
 * No lock is held meanwhile, for an answer may take hours. So the instances are
 * looked at twice, and what was shown must still be so when the lock is held.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { fullTitleOf, type Instance } from "../registry/instance.ts";
import { type Change, changesOf } from "./changes.ts";
import type { EditRunContext } from "./edit_run_context.ts";
import { makePlan, type PlannerContext } from "./make_plan.ts";
import { commandOf, type EditAction, type EditRequest } from "./request.ts";

/** What the user has agreed to. */
export type Agreement =
  /** There was no question. */
  | { readonly kind: "not needed" }
  /** They were to be asked, but the action could not be planned yet. */
  | { readonly kind: "not possible" }
  | { readonly kind: "given"; readonly subject: Instance };

/** What is reported about an action, in the words after "about to". */
type Describe = (
  subject: Instance,
  changes: readonly Change[],
) => string;

/** The actions that take something away. */
const REMOVING: Readonly<Partial<Record<EditAction, Describe>>> = {
  destroy: (subject, changes) =>
    `destroy instance ${fullTitleOf(subject)} for good: ` +
    describeRemoved(subject, changes),
  deport: (subject) =>
    `remove instance ${fullTitleOf(subject)} from the list; its files stay`,
  uninit: (_, changes) => describeSettings(changes),
};

/**
 * Show what an action is about to remove, and ask whether to go on, where there is
 * a user at a terminal.
 *
 * @throws {FatalError} When the answer is no.
 */
export function agree(
  request: EditRequest,
  context: EditRunContext & PlannerContext,
): Agreement {
  const { prompter, configDirectory, compiledIn } = context;
  const describe = REMOVING[request.action];
  if (describe === undefined || prompter === undefined) {
    return { kind: "not needed" };
  }
  const plan = planIfPossible(request, context);
  if (plan === undefined) {
    return { kind: prompter.ask === undefined ? "not needed" : "not possible" };
  }
  const changes = changesOf(plan, { configDirectory, compiledIn });
  if (changes.length === 0) return { kind: "not needed" };
  prompter.tell(`about to ${describe(plan.subject, changes)}`);
  if (prompter.ask === undefined) return { kind: "not needed" };
  if (prompter.ask()) return { kind: "given", subject: plan.subject };
  throw new FatalError(
    `${commandOf(request.action)}: nothing was done: answer "y" to go on, or ` +
      "give --yes not to be asked",
  );
}

/**
 * What keeps it from being planned may be what a dead process has left, which
 * is settled once the lock is held.
 */
function planIfPossible(
  request: EditRequest,
  context: EditRunContext & PlannerContext,
): ReturnType<typeof makePlan>["plan"] | undefined {
  try {
    return makePlan(request, context).plan;
  } catch (error) {
    if (error instanceof FatalError) return undefined;
    throw error;
  }
}

function describeRemoved(
  { configDirectory, queueDirectory, dataDirectory }: Instance,
  changes: readonly Change[],
): string {
  const paths = changes.flatMap(({ kind, path }) =>
    kind === "removed" ? [path] : []
  );
  const counts = [configDirectory, queueDirectory, dataDirectory]
    .map((directory) => {
      const count = paths.filter((path) =>
        path === directory || path.startsWith(`${directory}/`)
      ).length;
      return `${count} in ${directory}`;
    });
  return `${paths.length} files and directories, ${counts.join(", ")}`;
}

function describeSettings(changes: readonly Change[]): string {
  return changes.flatMap((change) =>
    change.kind === "edited"
      ? [`remove ${change.parameters.join(", ")} from ${change.path}`]
      : []
  ).join(", ");
}
