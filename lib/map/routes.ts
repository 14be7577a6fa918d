/**
 * Where an instance sends mail, from its main.cf and master.cf. Pure.
 *
 * Follows the order of precedence that postconf(5) gives for relay_transport
 * and relayhost. Tables (transport_maps and their kind) are only named: what
 * they say depends on the address.
 *
 * @module
 */

import type { MasterService } from "../postfix/master_cf.ts";
import { listOf, type Parameters } from "../postfix/parameters.ts";
import { nextHopEndpoint, type PortNames } from "./endpoint.ts";
import type { Route } from "./mail_map.ts";

/** What routes are worked out from. */
export interface RouteContext {
  /** The instance's main.cf. */
  readonly parameters: Parameters;
  /** The services of its master.cf that are not turned off. */
  readonly services: readonly MasterService[];
  /** Numbers of ports. */
  readonly ports: PortNames;
}

/** Parameters with tables that route single addresses. */
export const ROUTING_TABLES = [
  "transport_maps",
  "sender_dependent_default_transport_maps",
  "sender_dependent_relayhost_maps",
] as const;

/** Parameters that send all mail through a filter, before or after the queue. */
export const FILTER_PARAMETERS = [
  "content_filter",
  "smtpd_proxy_filter",
] as const;

/** Transports that send no mail anywhere. */
const REFUSING = ["error", "retry", "discard"];

/** Daemons that deliver on the host itself. */
const LOCAL_DAEMONS = ["local", "virtual", "pipe"];

/** The transports for a class of recipients, and the setting that there must be any. */
const CLASSES = [
  { parameter: "default_transport", needs: undefined, relays: true },
  { parameter: "relay_transport", needs: "relay_domains", relays: true },
  {
    parameter: "virtual_transport",
    needs: "virtual_mailbox_domains",
    relays: false,
  },
  { parameter: "local_transport", needs: "mydestination", relays: false },
] as const;

/** Where an instance sends mail: filters first, then by class of recipient. */
export function routesOf(sources: RouteContext): Route[] {
  return [...filterRoutes(sources), ...classRoutes(sources)];
}

function filterRoutes(sources: RouteContext): Route[] {
  const routes = FILTER_PARAMETERS.flatMap((parameter) => {
    const own = sources.parameters.value(parameter);
    const isUsed = sources.services.some((service) =>
      takesMail(service, parameter) && !service.options.has(parameter)
    );
    const inMain = own !== "" && isUsed
      ? [filterRoute(own, { parameter, service: "" }, sources)]
      : [];
    return [...inMain, ...overrideRoutes(parameter, sources)];
  });
  return routes;
}

/** A before-queue filter concerns smtpd(8); one after the queue, pickup(8) and qmqpd(8) too. */
function takesMail({ command }: MasterService, parameter: string): boolean {
  if (command === "smtpd") return true;
  return parameter === "content_filter" &&
    (command === "pickup" || command === "qmqpd");
}

function overrideRoutes(parameter: string, sources: RouteContext): Route[] {
  return sources.services.flatMap((service) => {
    const raw = service.options.get(parameter);
    if (raw === undefined || !takesMail(service, parameter)) return [];
    const value = sources.parameters.expand(raw);
    if (value === "") return [];
    const name = `${service.name}/${service.type}`;
    return [filterRoute(value, { parameter, service: name }, sources)];
  });
}

function filterRoute(
  value: string,
  origin: Pick<Route, "parameter" | "service">,
  sources: RouteContext,
): Route {
  if (origin.parameter === "smtpd_proxy_filter") {
    return routeOf({ transport: "smtp", nextHop: value }, origin, sources);
  }
  const route = routeOf(splitTransport(value), origin, sources);
  return route.kind === "local" ? { ...route, kind: "filter" } : route;
}

function classRoutes(sources: RouteContext): Route[] {
  const { parameters } = sources;
  return CLASSES.flatMap(({ parameter, needs, relays }) => {
    if (needs !== undefined && parameters.value(needs) === "") return [];
    const { transport, nextHop } = splitTransport(parameters.value(parameter));
    if (nextHop !== "" || !relays) {
      const origin = { parameter, service: "" };
      return [routeOf({ transport, nextHop }, origin, sources)];
    }
    const hops = listOf(parameters.value("relayhost"));
    const isRelayed = hops.length > 0;
    const origin = {
      parameter: isRelayed && parameter === "default_transport"
        ? "relayhost"
        : parameter,
      service: "",
    };
    return (isRelayed ? hops : [""]).map((nextHop) =>
      routeOf({ transport, nextHop }, origin, sources)
    );
  });
}

interface Transport {
  readonly transport: string;
  readonly nextHop: string;
}

/** `transport:nexthop`, either of which may be missing. */
function splitTransport(value: string): Transport {
  const colon = value.indexOf(":");
  if (colon < 0) return { transport: value, nextHop: "" };
  return { transport: value.slice(0, colon), nextHop: value.slice(colon + 1) };
}

function routeOf(
  { transport, nextHop }: Transport,
  origin: Pick<Route, "parameter" | "service">,
  { services, ports }: RouteContext,
): Route {
  const kind = kindOf(transport, services);
  const target = kind === "network" && nextHop !== ""
    ? nextHopEndpoint(nextHop, ports)
    : undefined;
  return { ...origin, transport, nextHop, kind, target };
}

function kindOf(
  transport: string,
  services: readonly MasterService[],
): Route["kind"] {
  const service = services.find(({ name, type }) =>
    name === transport && type === "unix"
  );
  const daemon = service?.command ?? transport;
  if (REFUSING.includes(transport) || daemon === "error") return "refused";
  return LOCAL_DAEMONS.includes(daemon) ? "local" : "network";
}
