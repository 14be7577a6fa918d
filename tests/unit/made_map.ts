/**
 * The border mail server of MULTI_INSTANCE_README, as its instances look on a
 * map before the arrows are drawn; for tests beside the sources.
 *
 * @module
 */

import { buildMap } from "../../lib/map/build_map.ts";
import type { MailMap, MapInstance, Route } from "../../lib/map/mail_map.ts";

/** An instance that does nothing, with changes. */
export function madeMapInstance(
  title: string,
  change: Partial<MapInstance> = {},
): MapInstance {
  return {
    title,
    name: title,
    group: "",
    enabled: true,
    primary: false,
    configDirectory: `/etc/${title}`,
    hostName: "mx1.example.com",
    submitters: "",
    listeners: [],
    disabled: [],
    ownFilters: new Map(),
    routes: [],
    tables: [],
    ...change,
  };
}

/** A route over the network, with changes. */
export function madeRoute(
  parameter: string,
  change: Partial<Route> = {},
): Route {
  return {
    parameter,
    service: "",
    transport: "smtp",
    nextHop: "",
    kind: "network",
    target: undefined,
    ...change,
  };
}

/** A smtpd(8) that listens at one place. */
export function madeListener(
  host: string,
  port: string,
): MapInstance["listeners"][number] {
  const endpoints = [{ host, port }];
  return { service: `${host}:${port}`, daemon: "smtpd", endpoints };
}

/** The null client, the output instance and the input instance. */
export const BORDER_INSTANCES: readonly MapInstance[] = [
  madeMapInstance("/etc/postfix", {
    name: "",
    primary: true,
    configDirectory: "/etc/postfix",
    submitters: "static:anyone",
    disabled: ["smtp/inet"],
    routes: [madeRoute("relayhost", {
      nextHop: "[hub]",
      target: { host: "hub", port: "25" },
    })],
  }),
  madeMapInstance("postfix-out", {
    group: "mta",
    listeners: [madeListener("127.0.0.1", "10026")],
    routes: [madeRoute("default_transport")],
  }),
  madeMapInstance("postfix-in", {
    group: "mta",
    listeners: [madeListener("*", "25")],
    routes: [
      madeRoute("content_filter", {
        nextHop: "[127.0.0.1]:10025",
        target: { host: "127.0.0.1", port: "10025" },
      }),
      madeRoute("default_transport"),
    ],
    tables: [["transport_maps", "cdb:/etc/postfix-in/transport"]],
  }),
];

/** All of it, with arrows. */
export function madeBorderMap(): MailMap {
  return buildMap(BORDER_INSTANCES);
}
