/**
 * Carrying out a plan: journal, then step by step, and back when a step fails.
 *
 * A plan of one step needs no journal: such a step is the rename of one file,
 * which is taken or not. Any other plan is written down and synced before its
 * first step. Before the instance list changes, the names of all that was made
 * are synced, so that no crash leaves an incomplete instance in the list.
 *
 * @module
 */

import { dirname } from "@std/path/posix/dirname";
import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { syncDirectory } from "../sys/durable.ts";
import type { Plan } from "./edit_context.ts";
import { formatJournal, type Journal, type JournalEntry } from "./journal.ts";
import type { ListContext } from "./list_change.ts";
import { type Admit, admitsStep, notePlaces } from "./places.ts";
import type { PrimaryLock } from "./primary_lock.ts";
import { isRemoval, type Step } from "./step.ts";
import { takeStep } from "./take_step.ts";
import { undoEntries } from "./undo.ts";
import { recordUndos } from "./undo_record.ts";

/** What a plan is carried out with. */
export interface RunStepsContext {
  /** Where to report what could not be undone or removed. */
  readonly diagnostics: Diagnostics;
  /** Where the list of instances is read from. */
  readonly sources: ListContext;
  /** Held since before the plan was made. */
  readonly lock: PrimaryLock;
  /** The process and its command line, for the journal. */
  readonly author: Pick<Journal, "pid" | "command">;
}

/**
 * Carry out a plan.
 *
 * @returns The paths of what should have been removed and could not be.
 * @throws {FatalError} When a step fails; everything done before it has been
 * undone, and what could not be undone was a warning and stays in the journal.
 */
export async function runSteps(
  { steps, summary }: Pick<Plan, "steps" | "summary">,
  context: RunStepsContext,
): Promise<readonly string[]> {
  const { lock, author } = context;
  const entries = recordUndos(steps);
  if (entries.length > 1) {
    const places = notePlaces(entries);
    lock.writeJournal(formatJournal({ ...author, summary, entries, places }));
  }
  const begun: JournalEntry[] = [];
  try {
    const left = await takeSteps(entries, { ...context, begun });
    const isListed = steps.some(({ kind }) => kind === "edit-list");
    if (!isListed) syncMade(begun);
    lock.dropJournal();
    return left;
  } catch (error) {
    if (await takeBack(begun, context)) throw error;
    if (!(error instanceof FatalError)) throw error;
    throw new FatalError(
      `${error.message}: run "postmulti --recover" when that is fixed`,
    );
  }
}

/** Once a removal has begun there is no way back, and the journal is kept. */
async function takeBack(
  begun: readonly JournalEntry[],
  context: RunStepsContext,
): Promise<boolean> {
  if (begun.some(({ step }) => isRemoval(step))) return false;
  const isUndone = await undoEntries(begun, context);
  if (isUndone) context.lock.dropJournal();
  return isUndone;
}

/**
 * Take steps in their order.
 *
 * @param context `begun` gets each entry before its step is taken; `admit` judges
 * its path first, in recovery.
 * @returns The paths of what should have been removed and could not be.
 * @throws As takeStep; nothing is undone.
 */
export async function takeSteps(
  entries: readonly JournalEntry[],
  context: RunStepsContext & {
    readonly begun: JournalEntry[];
    readonly admit?: Admit;
  },
): Promise<readonly string[]> {
  const { begun, admit } = context;
  const held: Disposable[] = [];
  const left: string[] = [];
  try {
    for (const entry of entries) {
      if (admit && !admitsStep(admit, entry.step)) continue;
      begun.push(entry);
      if (entry.step.kind === "edit-list") syncMade(begun);
      await takeStep(entry.step, {
        ...context,
        keep: (resource) => held.push(resource),
        leave: (path) => left.push(path),
      });
    }
    return left;
  } finally {
    for (const resource of held) resource[Symbol.dispose]();
  }
}

function syncMade(entries: readonly JournalEntry[]): void {
  const made = entries.flatMap(({ step }) => madeBy(step));
  const parents = made.map((path) => dirname(path));
  for (const parent of new Set(parents)) syncDirectory(parent);
}

function madeBy(step: Step): string[] {
  return step.kind === "make-directory" || step.kind === "write-file"
    ? [step.path]
    : [];
}
