/**
 * Reading what a map of the mail flow is drawn from: the main.cf and master.cf
 * of each instance, and services(5).
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { decodeUtf8, fromBytes } from "../main_cf/byte_string.ts";
import { toText } from "../main_cf/lossless_text.ts";
import { type Installation, readParameters } from "../postfix/installation.ts";
import { type MasterService, parseMasterCf } from "../postfix/master_cf.ts";
import { listOf, type Parameters } from "../postfix/parameters.ts";
import { isDisabled } from "../postfix/service_disable.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import { statOrNothing } from "../sys/files.ts";
import { readRegularFile } from "../sys/read_file.ts";
import { buildMap } from "./build_map.ts";
import {
  listeningEndpoints,
  parsePortNames,
  type PortNames,
} from "./endpoint.ts";
import type { Listener, MailMap, MapInstance } from "./mail_map.ts";
import { FILTER_PARAMETERS, routesOf, ROUTING_TABLES } from "./routes.ts";

/** Daemons that take mail from the network. */
const MAIL_DAEMONS = ["smtpd", "postscreen", "qmqpd"];

const SERVICES = "/etc/services";

/** A map, and whether everything is on it. */
export interface ReadMap extends MailMap {
  /** False when an instance had to be left out; it has been reported. */
  readonly isComplete: boolean;
}

/**
 * Read the configuration of instances and draw the arrows. An instance whose
 * files cannot be read is reported and left out.
 *
 * @param instances In start order.
 */
export function readMap(
  instances: readonly Instance[],
  { installation, diagnostics }: {
    readonly installation: Installation;
    readonly diagnostics: Diagnostics;
  },
): ReadMap {
  const ports = readPortNames();
  const read = instances.flatMap((instance) => {
    try {
      return [readInstance(instance, { installation, ports })];
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      diagnostics.warning(
        `instance ${titleOf(instance)} is not on the map: ${error.message}`,
      );
      return [];
    }
  });
  const isComplete = read.length === instances.length;
  return { ...buildMap(read), isComplete };
}

function readInstance(
  instance: Instance,
  { installation, ports }: {
    readonly installation: Installation;
    readonly ports: PortNames;
  },
): MapInstance {
  const { compiledIn, primary } = installation;
  const { configDirectory } = instance;
  const parameters = instance.primary
    ? primary
    : readParameters(configDirectory, compiledIn);
  const file = readRegularFile(`${configDirectory}/master.cf`);
  const { services } = parseMasterCf(fromBytes(file));
  return describeInstance(instance, { parameters, services, ports });
}

/**
 * What an instance looks like on a map. Pure.
 *
 * @throws {FatalError} When a setting cannot be expanded.
 */
export function describeInstance(
  instance: Instance,
  { parameters, services: all, ports }: {
    readonly parameters: Parameters;
    /** All of master.cf, also what is turned off. */
    readonly services: readonly MasterService[];
    readonly ports: PortNames;
  },
): MapInstance {
  const patterns = parameters.value("master_service_disable");
  const services = all.filter((service) => !isDisabled(service, patterns));
  const off = all.filter((service) => isDisabled(service, patterns));
  return {
    ...instance,
    title: titleOf(instance),
    hostName: parameters.value("myhostname"),
    submitters: parameters.value("authorized_submit_users"),
    listeners: listenersOf(services, { parameters, ports }),
    disabled: off.filter(({ type }) => type === "inet").map(nameOf),
    ownFilters: ownFiltersOf(services),
    routes: routesOf({ parameters, services, ports }),
    tables: ROUTING_TABLES.flatMap((name) => {
      const value = parameters.value(name);
      return value === "" ? [] : [[name, value] as const];
    }),
  };
}

function listenersOf(
  services: readonly MasterService[],
  { parameters, ports }: {
    readonly parameters: Parameters;
    readonly ports: PortNames;
  },
): Listener[] {
  const interfaces = listOf(parameters.value("inet_interfaces"));
  return services
    .filter(({ type, command }) =>
      type === "inet" && MAIL_DAEMONS.includes(command)
    )
    .map(({ name, command }) => ({
      service: toText(name),
      daemon: toText(command),
      endpoints: listeningEndpoints(toText(name), { interfaces, ports }),
    }));
}

function ownFiltersOf(
  services: readonly MasterService[],
): MapInstance["ownFilters"] {
  return new Map(services.flatMap((service) => {
    const own = FILTER_PARAMETERS.filter((name) => service.options.has(name));
    return own.length === 0 ? [] : [[nameOf(service), own] as const];
  }));
}

function nameOf({ name, type }: MasterService): string {
  return toText(`${name}/${type}`);
}

/** The numbers of ports by their names on this host. */
export function readPortNames(): PortNames {
  if (!statOrNothing(SERVICES)?.isFile) return parsePortNames("");
  return parsePortNames(decodeUtf8(fromBytes(readRegularFile(SERVICES))) ?? "");
}
