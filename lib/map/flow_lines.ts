/**
 * The ways that mail takes through all instances, from where it enters. Pure.
 *
 * @module
 */

import { formatEndpoint } from "./endpoint.ts";
import type { Arrow, MailMap, MapInstance } from "./mail_map.ts";

/** One stop on the way. */
export interface Stop {
  /** Whether no configuration says that mail gets here from the stop before. */
  readonly assumed: boolean;
  /** What is there: `postfix-in *:25`. */
  readonly text: string;
}

/** Where mail comes from that other hosts send. */
export const OUTSIDE = "outside";

/** Where mail comes from that programs on this host submit. */
export const SENDMAIL = "sendmail";

/** How far a way is followed, in stops; more than this is a loop of sorts. */
const MAX_STOPS = 20;

/** Every way that mail takes, in start order of the instances it enters by. */
export function flowLines(map: MailMap): Stop[][] {
  return map.instances.flatMap((instance) =>
    entries(instance, map).flatMap((entry) =>
      follow(entry, { title: instance.title, map, seen: new Set() })
    )
  );
}

function entries(instance: MapInstance, { arrows }: MailMap): Stop[][] {
  const network = instance.listeners
    .flatMap(({ endpoints }) => endpoints.map(formatEndpoint))
    .filter((at) =>
      !arrows.some((arrow) => arrow.to === instance.title && arrow.at === at)
    )
    .map((at) => [stop(OUTSIDE), stop(`${instance.title} ${at}`)]);
  const local = instance.submitters === ""
    ? []
    : [[stop(SENDMAIL), stop(instance.title)]];
  return [...network, ...local];
}

function follow(
  way: readonly Stop[],
  { title, map, seen }: {
    readonly title: string;
    readonly map: MailMap;
    readonly seen: ReadonlySet<Arrow>;
  },
): Stop[][] {
  const arrows = onward(map, title);
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
    return follow(longer, { title: arrow.to, map, seen: visited });
  });
}

/** What is filtered goes to the filter, and not where it would go without. */
function onward({ arrows }: MailMap, title: string): Arrow[] {
  const all = arrows.filter(({ from }) => from === title);
  const filtering = all.filter(({ label }) => label === "content_filter");
  const ways = filtering.length > 0 ? filtering : all;
  return ways.filter((arrow, index) =>
    ways.findIndex(({ to, at }) => to === arrow.to && at === arrow.at) === index
  );
}

function nodeAt({ at, toKind }: Arrow): string {
  return toKind === "instance" ? at : "";
}

function stop(text: string, assumed = false): Stop {
  return { text, assumed };
}
