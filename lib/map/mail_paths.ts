/**
 * The ways that mail takes through all instances, from where it enters. Pure.
 *
 * @module
 */

import { formatEndpoint } from "./endpoint.ts";
import type { Arrow, MailMap, MapInstance } from "./mail_map.ts";
import { nextHops, type Position } from "./next_hops.ts";

/** One stop on the way. */
export interface Stop {
  /** Whether no configuration says that mail gets here from the stop before. */
  readonly assumed: boolean;
  /** The name of the stop: `postfix-in *:25`. */
  readonly text: string;
}

/** Where mail comes from that other hosts send. */
export const OUTSIDE = "outside";

/** Where mail comes from that programs on this host submit. */
export const SENDMAIL = "sendmail";

/** How far a way is followed, in stops; more than this is a loop of sorts. */
const MAX_STOPS = 20;

/** Every way that mail takes, in start order of the instances it enters by. */
export function mailPaths(map: MailMap): Stop[][] {
  return map.instances.flatMap((instance) =>
    entries(instance, map).flatMap((entry) =>
      follow(entry.way, {
        from: { title: instance.title, at: entry.at },
        map,
        seen: new Set(),
      })
    )
  );
}

interface Entry {
  readonly way: readonly Stop[];
  /** Where it gets in; "" for sendmail(1). */
  readonly at: string;
}

function entries(instance: MapInstance, { arrows }: MailMap): Entry[] {
  const network = instance.listeners
    .flatMap(({ endpoints }) => endpoints.map(formatEndpoint))
    .filter((at) =>
      !arrows.some((arrow) => arrow.to === instance.title && arrow.at === at)
    )
    .map((at) => ({
      way: [stop(OUTSIDE), stop(`${instance.title} ${at}`)],
      at,
    }));
  const local = instance.submitters === ""
    ? []
    : [{ way: [stop(SENDMAIL), stop(instance.title)], at: "" }];
  return [...network, ...local];
}

function follow(
  way: readonly Stop[],
  { from, map, seen }: {
    readonly from: Position;
    readonly map: MailMap;
    readonly seen: ReadonlySet<Arrow>;
  },
): Stop[][] {
  const arrows = nextHops(map, from);
  if (arrows.length === 0) return [[...way]];
  return arrows.flatMap((arrow) => {
    const next = stop(
      [arrow.to, nodeAt(arrow)].join(" ").trim(),
      arrow.assumed,
    );
    const longer = [...way, next];
    if (arrow.toKind === "outside") return [longer];
    if (seen.has(arrow) || longer.length > MAX_STOPS) {
      return [[...longer, stop("... (a loop)")]];
    }
    const visited = new Set(seen).add(arrow);
    const { to: title, at } = arrow;
    return follow(longer, { from: { title, at }, map, seen: visited });
  });
}

function nodeAt({ at, toKind }: Arrow): string {
  return toKind === "instance" ? at : "";
}

function stop(text: string, assumed = false): Stop {
  return { text, assumed };
}
