/**
 * An instance that sends to one which is started after it.
 *
 * Also through a content filter, as far as the map knows where that sends. The
 * primary always starts first, so what it sends is not a finding; nor is mail that
 * goes round, because no order suits that.
 *
 * @module
 */

import type { Arrow } from "../../map/mail_map.ts";
import { titleOf } from "../../registry/instance.ts";
import { editCommand } from "../advice.ts";
import type { Facts, InstanceFacts } from "../facts.ts";
import type { Observation } from "../finding.ts";
import { placeOf } from "../routing.ts";

interface Way {
  readonly from: InstanceFacts;
  readonly to: InstanceFacts;
  /** The arrow that leaves `from`. */
  readonly arrow: Arrow;
}

/** One finding for each pair of instances. */
export function startOrder(facts: Facts): Observation[] {
  const ways = waysOf(facts).filter(({ from, to }) =>
    !from.instance.primary && !to.instance.primary
  );
  const wrong = ways.filter(({ from, to }) =>
    from.instance.enabled && to.instance.enabled &&
    facts.instances.indexOf(from) < facts.instances.indexOf(to) &&
    !reaches(to, from, ways)
  );
  const order = betterOrder(facts, wrong);
  return wrong.map((way) => observation(way, { facts, order }));
}

function waysOf({ instances, arrows }: Facts): Way[] {
  const at = (directory: string): InstanceFacts | undefined =>
    instances.find(({ map }) => map.title === directory);
  const ways = new Map<string, Way>();
  for (const arrow of arrows) {
    const from = at(arrow.from);
    const ends = arrow.toKind === "filter"
      ? arrows.filter((next) => next.from === arrow.to)
      : [arrow];
    for (const end of ends) {
      const to = at(end.to);
      if (from === undefined || to === undefined || from === to) continue;
      const key = `${arrow.from} ${end.to}`;
      if (!ways.has(key)) ways.set(key, { from, to, arrow });
    }
  }
  return [...ways.values()];
}

function reaches(
  start: InstanceFacts,
  end: InstanceFacts,
  ways: readonly Way[],
): boolean {
  const reached = new Set([start]);
  for (const one of reached) {
    for (const { from, to } of ways) if (from === one) reached.add(to);
  }
  return reached.has(end);
}

/** The list with each receiver right before its first sender. */
function betterOrder({ list }: Facts, wrong: readonly Way[]): string[] {
  const order: string[] = [];
  const place = (directory: string): void => {
    if (order.includes(directory)) return;
    for (const { from, to } of wrong) {
      if (from.instance.configDirectory === directory) {
        place(to.instance.configDirectory);
      }
    }
    order.push(directory);
  };
  for (const directory of list) place(directory);
  return order;
}

function observation(
  { from, to, arrow }: Way,
  { facts, order }: {
    readonly facts: Facts;
    readonly order: readonly string[];
  },
): Observation {
  const primary = facts.instances.find(({ instance }) => instance.primary);
  const through = arrow.toKind === "filter" ? ` through the ${arrow.to}` : "";
  return {
    severity: "warning",
    configDirectory: from.instance.configDirectory,
    others: [to.instance.configDirectory],
    ...placeOf(arrow, from),
    what: `${titleOf(from.instance)} sends to ${titleOf(to.instance)}` +
      `${through} (${arrow.label}), which is started after it`,
    why:
      "its first mail at boot finds no server and is deferred for minutes; " +
      "at shutdown the receiver stops first",
    fix: editCommand(
      primary?.instance ??
        { primary: true, name: "", configDirectory: facts.primary },
      `multi_instance_directories = ${order.join(" ")}`,
    ),
  };
}
