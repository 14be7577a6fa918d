/**
 * Whether a list of instances can have come about by additions one after the
 * other. Pure.
 *
 * Goes backwards: an addition can have been the last one when the list looks as
 * it would just after it, when no later addition needs what it added, and when
 * no other one was begun after its end. Taking one away never stands in the way
 * of another, so whichever is found first will do.
 *
 * @module
 */

import type { Placement } from "./mixture.ts";

/** An addition that succeeded. */
export interface Addition {
  /** The directory it added. */
  readonly directory: string;
  /** Where: last, first, or before another directory. */
  readonly place: "last" | "first" | { readonly before: string };
  /** When it was begun, in milliseconds. */
  readonly startedMs: number;
  /** When it had ended, in milliseconds. */
  readonly endedMs: number;
}

/**
 * What speaks against a serial order, or undefined when there is one.
 *
 * @param before The list at first, without what was removed meanwhile.
 * @param after The list in the end.
 */
export function serialOrderProblem(
  before: readonly string[],
  additions: readonly Addition[],
  after: readonly string[],
): string | undefined {
  const list = [...after];
  const rest = [...additions];
  while (rest.length > 0) {
    const last = rest.findIndex((one) => mayBeLast(one, rest, list));
    const [taken] = last < 0 ? [] : rest.splice(last, 1);
    if (taken === undefined) {
      return `none of these can have been the last one: ` +
        `${JSON.stringify(rest)} in ${list.join(" ")}`;
    }
    list.splice(list.indexOf(taken.directory), 1);
  }
  return list.join(" ") === before.join(" ")
    ? undefined
    : `what was there before: ${before.join(" ")}: is now ${list.join(" ")}`;
}

/** The directory that a placement is about. */
export function placeOf(
  placement: Placement,
  directoryOf: (name: string) => string,
): Addition["place"] {
  return typeof placement === "string"
    ? placement
    : { before: directoryOf(placement.before) };
}

function mayBeLast(
  one: Addition,
  rest: readonly Addition[],
  list: readonly string[],
): boolean {
  const { directory, place, endedMs } = one;
  const at = list.indexOf(directory);
  if (at < 0 || rest.some((other) => other.startedMs > endedMs)) return false;
  const isNeeded = rest.some((other) =>
    typeof other.place === "object" && other.place.before === directory
  );
  if (isNeeded) return false;
  if (place === "first") return at === 0;
  return place === "last"
    ? at === list.length - 1
    : list[at + 1] === place.before;
}
