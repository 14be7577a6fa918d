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
import { readRegularFile } from "../sys/files.ts";
import { resultOfEdit } from "./edit_result.ts";
import { type ExecutionContext, takeAll } from "./execute.ts";
import { type Journal, type JournalEntry, parseJournal } from "./journal.ts";
import { undoEntries } from "./undo.ts";

/**
 * Finish or undo what a journal is about, and say which.
 *
 * A journal that was not completely written is about nothing: no step had been
 * taken.
 *
 * @param left The content of the lock file, as a dead process left it.
 * @throws {FatalError} When it can neither be finished nor undone; the journal
 * is kept.
 */
export async function recover(
  left: Uint8Array,
  context: Omit<ExecutionContext, "author">,
): Promise<void> {
  const journal = parseJournal(left);
  if (journal === undefined) return;
  const outcome = await settle(journal, context);
  const { command, pid } = journal;
  context.diagnostics.warning(
    `"${command}" (process ${pid}) was interrupted: it has been ${outcome}`,
  );
}

async function settle(
  { entries, ...author }: Journal,
  context: Omit<ExecutionContext, "author">,
): Promise<string> {
  const change = entries.findIndex(({ step }) => step.kind === "edit-list");
  const listChange = entries[change];
  if (listChange !== undefined && isTaken(listChange, context)) {
    try {
      await takeAll(entries.slice(change + 1), { ...context, author });
      return `finished: ${author.summary}`;
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      context.diagnostics.warning(error.message);
    }
  }
  if (await undoEntries(entries, context)) return "undone";
  context.lock.keepJournal();
  throw new FatalError(
    `"${author.command}" (process ${author.pid}) was interrupted and cannot ` +
      'be undone: mend what the warnings name, then run "postmulti --recover"',
  );
}

function isTaken(
  { step }: JournalEntry,
  { sources }: Omit<ExecutionContext, "author">,
): boolean {
  return step.kind === "edit-list" &&
    resultOfEdit(step, readRegularFile(step.path), sources) === undefined;
}
