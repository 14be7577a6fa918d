/**
 * What a map of the mail flow is made of.
 *
 * @module
 */

import type { Endpoint } from "./endpoint.ts";

/** A network service of an instance that accepts mail. */
export interface Listener {
  /** The first field of its line in master.cf. */
  readonly service: string;
  /** The daemon: `smtpd`. */
  readonly daemon: string;
  /** Where it listens; one for each word of inet_interfaces. */
  readonly endpoints: readonly Endpoint[];
}

/** Why mail leaves an instance, and to where. */
export interface Route {
  /** The parameter: `relayhost`, `content_filter`. */
  readonly parameter: string;
  /** Whose override in master.cf it is, `smtp/inet`; "" for main.cf. */
  readonly service: string;
  /** The delivery agent: `smtp`. */
  readonly transport: string;
  /** The next hop as written; "" for the recipient's own domain. */
  readonly nextHop: string;
  /** What becomes of the mail. */
  readonly kind: "network" | "filter" | "local" | "refused";
  /** Where that is on the network; undefined for the recipient's domain, or no network. */
  readonly target: Endpoint | undefined;
}

/** One instance on the map. */
export interface MapInstance {
  /** How it is called: `postfix-in`, or its directory. */
  readonly title: string;
  /** multi_instance_name; "" for none. */
  readonly name: string;
  /** multi_instance_group; "" for none. */
  readonly group: string;
  /** Whether `postfix start` starts it. */
  readonly enabled: boolean;
  /** Whether it is the primary instance. */
  readonly primary: boolean;
  /** Absolute path. */
  readonly configDirectory: string;
  /** myhostname. */
  readonly hostName: string;
  /** Who may submit mail by sendmail(1): authorized_submit_users; "" when no user may. */
  readonly submitters: string;
  /** In the order of master.cf; what master_service_disable turns off is left out. */
  readonly listeners: readonly Listener[];
  /** Names in master.cf of the network services that are turned off. */
  readonly disabled: readonly string[];
  /** Services, `10026/inet`, to the filter parameters that their lines set, be it to nothing. */
  readonly ownFilters: ReadonlyMap<string, readonly string[]>;
  /** Where its mail goes. */
  readonly routes: readonly Route[];
  /** Tables that route single recipients or senders: parameter and value. */
  readonly tables: readonly (readonly [string, string])[];
}

/** A content filter: a target that is not an instance. */
export interface MapFilter {
  /** `filter 127.0.0.1:10025`, or the transport's name for a pipe. */
  readonly title: string;
}

/** One way that mail takes. */
export interface Arrow {
  /** The title of an instance or a filter. */
  readonly from: string;
  /** The title of an instance or a filter, or a place outside. */
  readonly to: string;
  /** Where `to` is an instance or a filter on the network: the place it listens. */
  readonly at: string;
  /** The parameter that says so; "" for what a filter does. */
  readonly label: string;
  /** What kind of place `to` is. */
  readonly toKind: "instance" | "filter" | "outside";
  /** True where no Postfix configuration says so, but nothing else fits. */
  readonly assumed: boolean;
}

/** The whole map. */
export interface MailMap {
  /** In start order. */
  readonly instances: readonly MapInstance[];
  /** In the order they are sent to. */
  readonly filters: readonly MapFilter[];
  /** In the order of their instances, filters last. */
  readonly arrows: readonly Arrow[];
}
