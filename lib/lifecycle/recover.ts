/**
 * Finishing or undoing an action whose process died.
 *
 * The instance list tells which: when the action had changed it already, the
 * action is finished, else it is undone. All of this may be interrupted and
 * done again.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { readRegularFile } from "../sys/read_file.ts";
import { resultOfEdit } from "./edit_result.ts";
import { type ExecutionContext, takeSteps } from "./execute.ts";
import {
  isTorn,
  type Journal,
  type JournalEntry,
  parseJournal,
} from "./journal.ts";
import { isRemoval } from "./step.ts";
import { undoEntries } from "./undo.ts";

const DAMAGED =
  "postmulti.lock: the journal of an interrupted action is damaged and is not " +
  'followed: look through the instances yourself, "postmulti -l" lists them';

/** An action whose process died, and what has become of it. */
export interface Interrupted extends Pick<Journal, "pid" | "command"> {
  /** What was done about it now. */
  readonly outcome: "finished" | "undone";
}

/** What there was to recover. */
export interface Recovery {
  /** Undefined when no action had been interrupted, or its journal is of no use. */
  readonly interrupted: Interrupted | undefined;
  /** The paths of what should have been removed and could not be. */
  readonly left: readonly string[];
}

/** There was nothing. */
const NOTHING_RECOVERED: Recovery = { interrupted: undefined, left: [] };

/**
 * Finish or undo what a journal is about, and say which.
 *
 * A journal that was not completely written is about nothing: no step had been
 * taken. A damaged one is not followed.
 *
 * @param left The content of the lock file, as a dead process left it.
 * @throws {FatalError} When it can neither be finished nor undone; the journal
 * is kept.
 */
export async function recover(
  left: Uint8Array,
  context: Omit<ExecutionContext, "author">,
): Promise<Recovery> {
  const journal = parseJournal(left);
  if (journal === undefined) {
    if (!isTorn(left)) context.diagnostics.warning(DAMAGED);
    context.lock.dropJournal();
    return NOTHING_RECOVERED;
  }
  const { outcome, left: leftBehind } = await settle(journal, context);
  context.lock.dropJournal();
  const { command, pid, summary } = journal;
  context.diagnostics.warning(
    `"${command}" (process ${pid}) was interrupted: it has been ${outcome}` +
      (outcome === "finished" ? `: ${summary}` : ""),
  );
  return { interrupted: { command, pid, outcome }, left: leftBehind };
}

interface Settlement {
  readonly outcome: Interrupted["outcome"];
  readonly left: readonly string[];
}

async function settle(
  { entries, ...author }: Journal,
  context: Omit<ExecutionContext, "author">,
): Promise<Settlement> {
  const rest = unfinished(entries, context);
  if (rest !== undefined) {
    try {
      const left = await takeSteps(rest, { ...context, author, begun: [] });
      return { outcome: "finished", left };
    } catch (error) {
      if (!(error instanceof FatalError) || isRemovalBegun(entries)) {
        throw error;
      }
      context.diagnostics.warning(error.message);
    }
  }
  if (await undoEntries(entries, context)) {
    return { outcome: "undone", left: [] };
  }
  throw new FatalError(
    `"${author.command}" (process ${author.pid}) was interrupted and cannot ` +
      'be undone: mend what the warnings name, then run "postmulti --recover"',
  );
}

/**
 * The steps that are left to take; undefined when the action is to be undone.
 * Once something was removed, the queue had been closed and found empty.
 */
function unfinished(
  entries: readonly JournalEntry[],
  { sources }: Omit<ExecutionContext, "author">,
): readonly JournalEntry[] | undefined {
  if (isRemovalBegun(entries)) {
    return entries.filter(({ step }) => isRemoval(step));
  }
  const index = entries.findIndex(({ step }) => step.kind === "edit-list");
  const step = entries[index]?.step;
  if (step?.kind !== "edit-list") return undefined;
  const file = readRegularFile(step.path);
  const isTaken = resultOfEdit(step, file, sources) === undefined;
  return isTaken ? entries.slice(index + 1) : undefined;
}

/** Everything that is to be removed was there when the plan was made. */
function isRemovalBegun(entries: readonly JournalEntry[]): boolean {
  const first = entries.map(({ step }) => step).find(isRemoval);
  return first !== undefined && lstatOrNothing(first.path) === undefined;
}
