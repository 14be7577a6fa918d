/**
 * The map of the mail flow, put together from its instances. Pure.
 *
 * An arrow ends at an instance when something of that instance listens at the
 * route's target; otherwise at a content filter, which whatever else listens on
 * this host is taken for, or outside. What a filter does
 * with the mail stands in no Postfix configuration: when exactly one loopback
 * listener is left that no instance is known to send to, it is assumed to go there,
 * unless it would be sent to the filter again from there.
 *
 * @module
 */

import { formatEndpoint, isAt, isLoopback } from "./endpoint.ts";
import type {
  Arrow,
  Listener,
  MailMap,
  MapFilter,
  MapInstance,
  Route,
} from "./mail_map.ts";
import { nextHops } from "./next_hops.ts";
import { routeLabel } from "./route_label.ts";

/** Where mail goes that is sent to the recipient's own domain. */
export const RECIPIENTS_DOMAIN = "the recipient's domain";

/** The port of SMTP between hosts: no content filter sends there. */
const SMTP_PORT = "25";

/** Draw the arrows between instances, filters and the world outside. */
export function buildMap(instances: readonly MapInstance[]): MailMap {
  const known = instances.flatMap((instance) =>
    instance.routes.flatMap((route) =>
      arrowOf(route, { from: instance.title, instances })
    )
  );
  const filters: MapFilter[] = [
    ...new Set(
      known.filter(({ toKind }) => toKind === "filter").map(({ to }) => to),
    ),
  ].map((title) => ({ title }));
  const arrows = [...known, ...assumedArrows(filters, { known, instances })];
  return { instances, filters, arrows };
}

/** Whether a listener may be where a filter gives mail back. */
export function isForFilters({ endpoints }: Listener): boolean {
  return endpoints.length > 0 &&
    endpoints.every(({ host, port }) => isLoopback(host) && port !== SMTP_PORT);
}

function arrowOf(
  route: Route,
  { from, instances }: {
    readonly from: string;
    readonly instances: readonly MapInstance[];
  },
): Arrow[] {
  const { kind, target, nextHop, transport } = route;
  const arrow = { from, label: routeLabel(route), at: "", assumed: false };
  if (kind === "local" || kind === "refused") return [];
  if (kind === "filter") {
    return [{ ...arrow, to: `filter ${transport}`, toKind: "filter" }];
  }
  const found = target &&
    instances.flatMap((instance) =>
      instance.listeners.flatMap(({ endpoints }) =>
        endpoints.filter((endpoint) =>
          isAt(target, endpoint, instance.hostName)
        )
          .map((endpoint) => ({ to: instance.title, endpoint }))
      )
    )[0];
  if (found) {
    const at = formatEndpoint(found.endpoint);
    return [{ ...arrow, to: found.to, toKind: "instance", at }];
  }
  if (target && (isFilter(route) || isLoopback(target.host))) {
    const at = formatEndpoint(target);
    return [{ ...arrow, to: `filter ${at}`, toKind: "filter", at }];
  }
  return [{ ...arrow, to: nextHop || RECIPIENTS_DOMAIN, toKind: "outside" }];
}

function isFilter({ parameter }: Route): boolean {
  return parameter === "content_filter" || parameter === "smtpd_proxy_filter";
}

function assumedArrows(
  filters: readonly MapFilter[],
  { known, instances }: {
    readonly known: readonly Arrow[];
    readonly instances: readonly MapInstance[];
  },
): Arrow[] {
  const candidates = instances.flatMap(({ title, listeners }) =>
    listeners.filter(isForFilters).flatMap(({ endpoints: [endpoint] }) =>
      endpoint === undefined
        ? []
        : [{ to: title, at: formatEndpoint(endpoint) }]
    )
  ).filter(({ to, at }) =>
    !known.some((arrow) => arrow.to === to && arrow.at === at)
  );
  const [only, ...others] = candidates;
  if (only === undefined || others.length > 0) return [];
  const next = nextHops({ instances, arrows: known }, {
    title: only.to,
    at: only.at,
  });
  return filters.filter(({ title }) => !next.some(({ to }) => to === title))
    .map(({ title }) => ({
      ...only,
      from: title,
      label: "",
      toKind: "instance" as const,
      assumed: true,
    }));
}
