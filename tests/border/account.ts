/**
 * The account of what was sent and what has arrived. Pure.
 *
 * @module
 */

import type { Delivery, Origin } from "./message.ts";

/** What is wrong, by id; empty lists all through when nothing is. */
export interface Account {
  /** Sent, and never arrived. */
  readonly lost: readonly string[];
  /** Arrived more than once. */
  readonly repeated: readonly string[];
  /** From outside, and without the header of the filter. */
  readonly unfiltered: readonly string[];
  /** From here, and with the header of the filter. */
  readonly filtered: readonly string[];
  /** With another text than was sent. */
  readonly damaged: readonly string[];
  /** Arrived, and never sent. */
  readonly unknown: readonly string[];
}

/** Compares what was sent with what has arrived; mail without an id is left out. */
export function drawAccount(
  sent: ReadonlyMap<string, Origin>,
  delivered: readonly Delivery[],
): Account {
  const arrived = delivered.filter(({ id }) => id !== "");
  const counts = new Map<string, number>();
  for (const { id } of arrived) counts.set(id, (counts.get(id) ?? 0) + 1);
  const idsOf = (isWanted: (delivery: Delivery) => boolean): string[] =>
    arrived.filter(isWanted).map(({ id }) => id);
  return {
    lost: [...sent.keys()].filter((id) => !counts.has(id)),
    repeated: [...counts].flatMap(([id, count]) => count > 1 ? [id] : []),
    unfiltered: idsOf(({ id, filtered }) =>
      sent.get(id) === "outside" && !filtered
    ),
    filtered: idsOf(({ id, filtered }) => sent.get(id) === "local" && filtered),
    damaged: idsOf(({ whole }) => !whole),
    unknown: idsOf(({ id }) => !sent.has(id)),
  };
}
