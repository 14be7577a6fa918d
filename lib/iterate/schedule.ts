/**
 * Which instances may run at the same time. Pure.
 *
 * Where instances come up one after the other, in their order within a group,
 * each waits for those before it in its own group; where they go down, for those
 * that come down first. The primary comes up before all others and goes down
 * after them. Instances without a group have no order among each other, and
 * commands that neither start nor stop have none at all; so a `check` in the
 * place of a start waits for no other, and no other waits for it.
 *
 * @module
 */

import type { OperationClass } from "../../plugins/api.ts";

/** What the order depends on. */
export interface Ordered {
  /** Whether it is for the primary instance. */
  readonly primary: boolean;
  /** The group of its instance; "" for none. */
  readonly group: string;
  /** The list that its command belongs to; null for none. */
  readonly class: OperationClass | null;
}

/** How far one of them has come; one that failed has ended too. */
export type Progress = "waiting" | "running" | "ended";

/**
 * Whom each has to wait for.
 *
 * @param runs In the order in which they would run one after the other.
 * @returns For each its direct predecessors, as places in the list, all before it.
 */
export function predecessors(
  runs: readonly Ordered[],
): readonly (readonly number[])[] {
  const latestOfGroup = new Map<string, number>();
  return runs.map((run, index) => {
    if (run.class !== "start" && run.class !== "stop") return [];
    const ofSameClass = (other: Ordered) => other.class === run.class;
    const before = run.group === "" ? undefined : latestOfGroup.get(run.group);
    if (run.group !== "") latestOfGroup.set(run.group, index);
    if (run.primary && run.class === "stop") {
      return placesOf(runs.slice(0, index), ofSameClass);
    }
    if (before !== undefined) return [before];
    return run.class === "start"
      ? placesOf(
        runs.slice(0, index),
        (other) => other.primary && ofSameClass(other),
      )
      : [];
  });
}

/**
 * The first that may begin now.
 *
 * @param states How far each of them has come.
 * @param before From {@linkcode predecessors}.
 * @param jobs How many may run at a time.
 * @returns Its place; undefined when none may.
 */
export function nextToBegin(
  states: readonly Progress[],
  before: readonly (readonly number[])[],
  jobs: number,
): number | undefined {
  const running = states.filter((state) => state === "running").length;
  if (running >= jobs) return undefined;
  const next = states.findIndex((state, index) =>
    state === "waiting" &&
    (before[index] ?? []).every((place) => states[place] === "ended")
  );
  return next === -1 ? undefined : next;
}

function placesOf(
  runs: readonly Ordered[],
  isMeant: (run: Ordered) => boolean,
): readonly number[] {
  return runs.flatMap((run, index) => isMeant(run) ? [index] : []);
}
