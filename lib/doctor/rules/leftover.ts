/**
 * Files that a killed editor, or a killed action, has left.
 *
 * @module
 */

import { quoted } from "../advice.ts";
import type { Facts, Leftover } from "../facts.ts";
import type { Observation } from "../finding.ts";

const KINDS: Readonly<
  Record<
    Leftover["kind"],
    Pick<Observation, "severity" | "what" | "why">
  >
> = {
  temporary: {
    severity: "note",
    what: "an edit of this file was interrupted",
    why: "the change may not have been made",
  },
  lock: {
    severity: "note",
    what: "an action was killed before its first step",
    why: "it has changed nothing",
  },
  apply: {
    severity: "note",
    what: "a run of --apply was killed",
    why: "this host may not match its document: apply it again",
  },
  journal: {
    severity: "error",
    what: "an action was interrupted, and this is its journal",
    why: "an instance is half made, half removed or half changed until the " +
      "action is finished or undone",
  },
  "kept-journal": {
    severity: "note",
    what: "the journal of an interrupted action was kept, because it could " +
      "not be used completely",
    why: "it may hold the only copy of a file that the action had replaced",
  },
};

const REMOVED: ReadonlySet<Leftover["kind"]> = new Set([
  "temporary",
  "kept-journal",
]);

/** One finding for each file. */
export function leftover({ leftovers }: Facts): Observation[] {
  return leftovers.map(({ path, owner, kind }): Observation => ({
    ...KINDS[kind],
    configDirectory: owner,
    others: [],
    file: path,
    line: undefined,
    fix: REMOVED.has(kind) ? `rm ${quoted(path)}` : "postmulti --recover",
  }));
}
