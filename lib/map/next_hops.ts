/**
 * Where mail goes on from an instance, by the way it got in. Pure.
 *
 * A service may have a filter of its own, or none where the others have one: so
 * does the one that takes what the filter gives back.
 *
 * @module
 */

import { formatEndpoint } from "./endpoint.ts";
import type { Arrow, MailMap, MapInstance } from "./mail_map.ts";
import { routeLabel } from "./route_label.ts";

/** Where mail is on its way. */
export interface Position {
  /** The title of an instance or a filter. */
  readonly title: string;
  /** The place it came in by; "" for sendmail(1), or a filter. */
  readonly at: string;
}

/** Before the queue and after it: the first that there is takes all mail. */
const FILTERS = ["smtpd_proxy_filter", "content_filter"] as const;

/** The service that takes what sendmail(1) leaves, and knows no proxy. */
const PICKUP = "pickup/unix";

/** The arrows that mail takes from a place on the map, one for each end. */
export function nextHops(
  { instances, arrows }: Pick<MailMap, "instances" | "arrows">,
  { title, at }: Position,
): Arrow[] {
  const all = arrows.filter(({ from }) => from === title);
  const instance = instances.find((one) => one.title === title);
  if (instance === undefined) return distinct(all);
  const service = serviceAt(instance, at);
  for (const parameter of FILTERS) {
    if (service === PICKUP && parameter === "smtpd_proxy_filter") continue;
    const isOwn = instance.ownFilters.get(service)?.includes(parameter);
    const label = routeLabel({ parameter, service: isOwn ? service : "" });
    const filtering = all.filter((arrow) => arrow.label === label);
    if (filtering.length > 0) return distinct(filtering);
  }
  return distinct(all.filter(({ label }) => !isFiltering(label)));
}

/** What postscreen(8) takes, the smtpd(8) behind it handles. */
function serviceAt({ listeners }: MapInstance, at: string): string {
  const listener = listeners.find(({ endpoints }) =>
    endpoints.some((endpoint) => formatEndpoint(endpoint) === at)
  );
  if (listener === undefined) return PICKUP;
  return listener.daemon === "postscreen"
    ? "smtpd/pass"
    : `${listener.service}/inet`;
}

function isFiltering(label: string): boolean {
  return FILTERS.some((parameter) => label.split(" ")[0] === parameter);
}

function distinct(arrows: readonly Arrow[]): Arrow[] {
  return arrows.filter((arrow, index) =>
    arrows.findIndex(({ to, at }) => to === arrow.to && at === arrow.at) ===
      index
  );
}
