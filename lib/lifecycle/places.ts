/**
 * Whether recovery may work where an interrupted action did.
 *
 * Between the crash and the recovery a directory may have got another owner, been
 * replaced by a symbolic link, or been removed. So the directories are noted in the
 * journal, and each is judged again right before something in it is changed: by
 * the same rule as when the action was planned, and without following a link that
 * was not there then.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { parentOf } from "../sys/seize.ts";
import { judge } from "../sys/trust.ts";
import type { JournalEntry, Places } from "./journal.ts";
import { pathsTo } from "./make_missing.ts";
import { isRemoval, type Step } from "./step.ts";
import { refuseMovable, refuseUntrusted } from "./trusted.ts";
import type { Undo } from "./undo_record.ts";

/** Note how the paths are that a plan is about, and the directories above them. */
export function notePlaces(entries: readonly JournalEntry[]): Places {
  const parents = new Set(entries.flatMap(pathsOf).map(parentOf));
  const targets = entries.flatMap(({ step, undo }) =>
    isRemoval(step) ? [] : pathsOf({ step, undo })
  );
  const missing = new Set<string>();
  const links: string[] = [];
  const shared: string[] = [];
  for (const path of new Set([...parents, ...targets].flatMap(pathsTo))) {
    const info = missing.has(parentOf(path)) ? undefined : lstatOrNothing(path);
    if (info === undefined) missing.add(path);
    else if (info.isSymlink) links.push(path);
    else if (parents.has(path) && judge(info) !== undefined) shared.push(path);
  }
  return { links, shared };
}

/**
 * Whether something can be done at a path, in recovery.
 *
 * @param isRemoved Whether the path itself is only removed, which follows no link.
 * @returns False when the directory that it is in has gone.
 * @throws {FatalError} When others could interfere there, or a link leads
 * elsewhere; it says what helps.
 */
export type Admit = (path: string, isRemoved?: boolean) => boolean;

/**
 * Judge paths by what a journal says of their directories.
 *
 * @param entries The journal's.
 * @param places Undefined in journals of older versions: then the directories
 * that are emptied are not known to have been root's.
 */
export function admitBy(
  entries: readonly JournalEntry[],
  places: Places = {
    links: [],
    shared: entries.flatMap(({ step }) =>
      isRemoval(step) ? parentOf(step.path) : []
    ),
  },
): Admit {
  const links = new Set(places.links);
  const shared = new Set(places.shared);
  const refuseLink = (path: string): void => {
    if (links.has(path) || !lstatOrNothing(path)?.isSymlink) return;
    throw new FatalError(
      `${path}: this is a symbolic link now, and was none before: nothing is ` +
        "changed through it: remove it, or put back what was there",
    );
  };
  return (path, isRemoved = false) => {
    const parent = parentOf(path);
    for (const way of pathsTo(parent)) {
      if (lstatOrNothing(way) === undefined) return false;
      refuseLink(way);
    }
    // A directory of Postfix's own account is safe where only root can exchange it.
    const judged = pathsTo(parent).find((way) => shared.has(way));
    if (judged === undefined) refuseUntrusted(parent || "/");
    else refuseMovable(judged);
    if (!isRemoved) refuseLink(path);
    return true;
  };
}

/**
 * Whether a step can be taken, in recovery; where its directory has gone, there is
 * nothing to do.
 *
 * @throws {FatalError} As Admit.
 */
export function admitsStep(admit: Admit, step: Step): boolean {
  return admitsAll(admit, pathsOfStep(step), isRemoval(step));
}

/** The same of undoing something. */
export function admitsUndo(admit: Admit, undo: Undo): boolean {
  return admitsAll(admit, pathsOfUndo(undo), undo.kind.startsWith("remove-"));
}

/** Each is judged, also when another one's directory has gone. */
function admitsAll(
  admit: Admit,
  paths: readonly string[],
  isRemoved: boolean,
): boolean {
  return paths.map((path) => admit(path, isRemoved)).every((isThere) =>
    isThere
  );
}

/** Where the undo records of an entry have an effect. */
function pathsOfUndo(undo: Undo): readonly string[] {
  if (undo.kind !== "give-back") return [undo.path];
  return topmost(undo.former.map(({ path }) => path));
}

/** Where a step has an effect. */
function pathsOfStep(step: Step): readonly string[] {
  if ("path" in step) return [step.path];
  return step.kind === "seize-directories" ? topmost(step.directories) : [];
}

function pathsOf({ step, undo }: JournalEntry): readonly string[] {
  return [...pathsOfStep(step), ...undo.flatMap(pathsOfUndo)];
}

/** Paths that are not in a directory which is among them. */
function topmost(paths: readonly string[]): readonly string[] {
  const all = new Set(paths);
  return [...all].filter((path) => !all.has(parentOf(path)));
}
