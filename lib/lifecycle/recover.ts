/**
 * Finishing or undoing an action whose process died.
 *
 * The instance list decides which: when the action had changed it already, the
 * action is finished, else it is undone. All of this may be interrupted and
 * done again.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { readRegularFile } from "../sys/read_file.ts";
import { parentOf } from "../sys/seize.ts";
import { resultOfEdit } from "./edit_result.ts";
import { type RunStepsContext, takeSteps } from "./run_steps.ts";
import {
  FORMAT,
  type Journal,
  type JournalEntry,
  type LeftJournal,
  readJournal,
} from "./journal.ts";
import { keepJournal } from "./keep_journal.ts";
import { type Admit, admitBy } from "./places.ts";
import { isRemoval } from "./step.ts";
import { PRIMARY_LOCK } from "./primary_lock.ts";
import { undoEntries } from "./undo.ts";

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
 * A journal that cannot be followed, because it is damaged or of another version
 * of this program, is kept under another name. A directory that has gone is gone,
 * and the rest is settled without it; then the journal is kept as well.
 *
 * @param left The content of the lock file, as a dead process left it.
 * @throws {FatalError} When the action can neither be finished nor undone, and its
 * journal stays in the lock file; or when the journal cannot be followed.
 */
export async function recover(
  left: Uint8Array,
  context: Omit<RunStepsContext, "author">,
): Promise<Recovery> {
  const found = readJournal(left);
  if (found.kind === "blank") {
    context.lock.dropJournal();
    return NOTHING_RECOVERED;
  }
  if (found.kind !== "journal") return refuseToFollow(left, found, context);
  const { journal } = found;
  const settlement = await settle(journal, context);
  const { command, pid, summary } = journal;
  const { outcome, gone } = settlement;
  if (gone.size > 0) {
    const path = keepJournal(left, context.sources.configDirectory);
    context.diagnostics.warning(
      `"${command}" (process ${pid}) was interrupted, and its work was ` +
        `settled without ${[...gone].join(", ")}, which is gone: the journal ` +
        `is kept as ${path}: remove it when you need none of the files in it`,
    );
  }
  context.lock.dropJournal();
  context.diagnostics.warning(
    `"${command}" (process ${pid}) was interrupted: it has been ${outcome}` +
      (outcome === "finished" ? `: ${summary}` : ""),
  );
  return { interrupted: { command, pid, outcome }, left: settlement.left };
}

function refuseToFollow(
  left: Uint8Array,
  found: Exclude<LeftJournal, { kind: "journal" | "blank" }>,
  { lock, sources: { configDirectory } }: Omit<RunStepsContext, "author">,
): never {
  const path = keepJournal(left, configDirectory);
  lock.dropJournal();
  const lockFile = `${configDirectory}/${PRIMARY_LOCK}`;
  throw new FatalError(
    found.kind === "damaged"
      ? `${lockFile}: the journal of an interrupted action is damaged and is ` +
        `not followed; it is kept as ${path}; nothing was done: look through ` +
        'the instances with "postmulti -l" and "postmulti --doctor", then ' +
        "remove that file"
      : `${lockFile}: the journal of an interrupted action is of another ` +
        `version of postmulti (${found.format}; this one reads ${FORMAT}) and ` +
        `is not followed; it is kept as ${path}; nothing was done: to finish ` +
        `or undo that action, run "mv ${path} ${lockFile}", then the other ` +
        'version\'s "postmulti --recover"',
  );
}

interface Settlement {
  readonly outcome: Interrupted["outcome"];
  readonly left: readonly string[];
  /** Directories in which there was something to do, and that have gone. */
  readonly gone: ReadonlySet<string>;
}

async function settle(
  { entries, places, ...author }: Journal,
  context: Omit<RunStepsContext, "author">,
): Promise<Settlement> {
  const gone = new Set<string>();
  const admit = noting(gone, admitBy(entries, places));
  const about = `"${author.command}" (process ${author.pid})`;
  const rest = unfinished(entries, context);
  if (rest !== undefined) {
    try {
      const left = await takeSteps(rest, {
        ...context,
        author,
        begun: [],
        admit,
      });
      return { outcome: "finished", left, gone };
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      if (isRemovalBegun(entries)) {
        throw new FatalError(
          `${error.message}; then run "postmulti --recover", because ${about} ` +
            "was interrupted and is not finished yet",
        );
      }
      context.diagnostics.warning(error.message);
    }
  }
  if (await undoEntries(entries, { ...context, admit })) {
    return { outcome: "undone", left: [], gone };
  }
  throw new FatalError(
    `${about} was interrupted and cannot be undone: correct what the warnings ` +
      'name, then run "postmulti --recover"',
  );
}

/** What is only to be removed is not missed. */
function noting(gone: Set<string>, admit: Admit): Admit {
  return (path, isRemoved) => {
    const isThere = admit(path, isRemoved);
    if (!isThere && !isRemoved) gone.add(parentOf(path));
    return isThere;
  };
}

/**
 * The steps that are left to take; undefined when the action must be undone.
 * Once something was removed, the queue had been closed and found empty.
 */
function unfinished(
  entries: readonly JournalEntry[],
  { sources }: Omit<RunStepsContext, "author">,
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

/** Everything that will be removed was there when the plan was made. */
function isRemovalBegun(entries: readonly JournalEntry[]): boolean {
  const first = entries.map(({ step }) => step).find(isRemoval);
  return first !== undefined && lstatOrNothing(first.path) === undefined;
}
