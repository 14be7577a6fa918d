/**
 * Routes that lead to a place on this host where no enabled instance listens. Pure.
 *
 * Content filters are other programs and stand in no main.cf, so what content_filter
 * and smtpd_proxy_filter name is not a finding, nor is what a transport names as long as
 * another instance has a place where a filter could give the mail back: that is how
 * MULTI_INSTANCE_README sends mail through one. No instance speaks LMTP.
 *
 * @module
 */

import { isForFilters } from "../map/build_map.ts";
import { type Endpoint, isAt, isLoopback } from "../map/endpoint.ts";
import type { Route } from "../map/mail_map.ts";
import { FILTER_PARAMETERS } from "../map/routes.ts";
import { type Facts, type InstanceFacts, setting } from "./facts.ts";

/** One of them. */
export interface DanglingRoute {
  /** Whose route it is. */
  readonly facts: InstanceFacts;
  /** The parameter that has the next hop. */
  readonly parameter: string;
  /** The next hop, as written. */
  readonly nextHop: string;
  /** Where that is. */
  readonly target: Endpoint;
}

/** What is needed to know that. */
export type Known = Pick<Facts, "instances" | "list">;

const RELAY_HOST = "relayhost";

/** At most one for each instance and place; none while an instance cannot be read. */
export function danglingRoutes(known: Known): DanglingRoute[] {
  const { instances, list } = known;
  if (instances.length <= list.length) return [];
  const enabled = instances.filter(({ instance }) => instance.enabled);
  return enabled.flatMap((facts) =>
    facts.map.routes.flatMap((route) => sourceOf(route, facts))
      .filter(({ target }) =>
        isHere(target, known) && !enabled.some((one) => serves(one, target))
      )
      .filter((one) => !mayBeFilter(one, known))
      .filter(({ target: { host, port } }, index, all) =>
        index ===
          all.findIndex(({ target }) =>
            target.host === host && target.port === port
          )
      )
  );
}

/** Whether an instance listens at a place, if it runs. */
export function serves({ sockets }: InstanceFacts, target: Endpoint): boolean {
  return sockets.some(({ endpoints }) => isTaken(target, endpoints));
}

/** Whether a place of this host is among these. */
export function isTaken(
  target: Endpoint,
  endpoints: readonly Endpoint[],
): boolean {
  const ownHost = isLoopback(target.host) ? "" : target.host;
  return endpoints.some((endpoint) => isAt(target, endpoint, ownHost));
}

function sourceOf(route: Route, facts: InstanceFacts): DanglingRoute[] {
  const { parameter, transport, nextHop, target } = route;
  const isFilter = FILTER_PARAMETERS.some((name) => name === parameter);
  if (target === undefined || isFilter) return [];
  const command = facts.services.find(({ name, type }) =>
    name === transport && type === "unix"
  )?.command;
  if ((command ?? transport) === "lmtp") return [];
  // A transport without a next hop goes where relayhost says.
  const isOwn = setting(facts, parameter).value.includes(nextHop);
  return [{
    facts,
    parameter: isOwn ? parameter : RELAY_HOST,
    nextHop,
    target,
  }];
}

/** An address is known to be this host's when some instance listens at it. */
function isHere({ host }: Endpoint, { instances }: Known): boolean {
  return isLoopback(host) ||
    instances.some(({ sockets }) =>
      sockets.some(({ endpoints }) =>
        endpoints.some((one) => one.host === host)
      )
    );
}

function mayBeFilter(
  { facts, parameter }: DanglingRoute,
  { instances }: Known,
): boolean {
  return parameter !== RELAY_HOST &&
    instances.some((other) =>
      other !== facts && other.map.listeners.some(isForFilters)
    );
}
