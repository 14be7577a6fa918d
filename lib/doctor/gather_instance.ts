/**
 * What there is to know of one instance.
 *
 * @module
 */

import { fromBytes } from "../main_cf/byte_string.ts";
import { toText } from "../main_cf/lossless_text.ts";
import { parseMainCf } from "../main_cf/parse.ts";
import { listeningEndpoints, type PortNames } from "../map/endpoint.ts";
import { describeInstance } from "../map/read_map.ts";
import type { PluginDirectories } from "../plugins/load_plugins.ts";
import type { Installation } from "../postfix/installation.ts";
import {
  type MasterCf,
  type MasterService,
  parseMasterCf,
} from "../postfix/master_cf.ts";
import { listOf, type Parameters } from "../postfix/parameters.ts";
import { isDisabled } from "../postfix/service_disable.ts";
import type { Instance } from "../registry/instance.ts";
import type { Accounts } from "../sys/accounts.ts";
import { readRegularFile } from "../sys/read_file.ts";
import type { InstanceFacts, Socket } from "./facts.ts";
import { missingAliases } from "./gather_aliases.ts";
import type { Attempt } from "./gather_attempt.ts";
import { jailOf } from "./gather_jail.ts";
import { hasJailPlugin } from "./gather_jail_help.ts";
import { overriddenSettings } from "./gather_overridden.ts";
import { wrongFiles } from "./gather_permissions.ts";
import { settingOf } from "./place.ts";

/** What rules ask for, besides what is said of routes. */
const NAMES = [
  "alias_maps",
  "authorized_submit_users",
  "config_directory",
  "content_filter",
  "data_directory",
  "default_transport",
  "inet_interfaces",
  "local_transport",
  "maillog_file",
  "master_service_disable",
  "multi_instance_directories",
  "multi_instance_name",
  "mydomain",
  "myhostname",
  "queue_directory",
  "relay_transport",
  "relayhost",
  "smtpd_proxy_filter",
  "syslog_name",
  "virtual_transport",
] as const;

/** What an instance is looked up with. */
export interface InstanceGatherContext {
  /** The Postfix it belongs to. */
  readonly installation: Installation;
  /** Its main.cf. */
  readonly parameters: Parameters;
  /** The plugins of all instances. */
  readonly plugins: PluginDirectories;
  /** Numbers of ports. */
  readonly ports: PortNames;
  /** Numbers of users and groups. */
  readonly accounts: Accounts;
  /** For what may be out of reach. */
  readonly attempt: Attempt;
  /** Whether jails have libraries of the C library in them here. */
  readonly hasLibraries: boolean;
}

/**
 * Look at one instance.
 *
 * @throws {FatalError} When its master.cf cannot be read, or its main.cf not be
 * understood.
 */
export function instanceFacts(
  instance: Instance,
  context: InstanceGatherContext,
): InstanceFacts {
  const { parameters, plugins, ports, attempt, hasLibraries } = context;
  const { configDirectory } = instance;
  const file = readRegularFile(`${configDirectory}/master.cf`);
  const masterCf = parseMasterCf(fromBytes(file));
  const configured = readConfiguration(instance, {
    parameters,
    masterCf,
    ports,
  });
  return {
    ...configured,
    wrongFiles: attempt(() => wrongFiles(instance, context)) ?? [],
    missingAliases: attempt(() => missingAliases(parameters)) ?? [],
    overridden: overriddenSettings(
      parseMainCf(readRegularFile(parameters.path)),
    ),
    jail: attempt(() =>
      jailOf(configured.services, {
        instance,
        compatibilityLevel: parameters.value("compatibility_level"),
        hasLibraries,
        hasPlugin: () => hasJailPlugin(instance, plugins),
      })
    ),
  };
}

/**
 * What main.cf and master.cf say about an instance. Pure.
 *
 * @throws {FatalError} When a setting cannot be understood.
 */
export function readConfiguration(
  instance: Instance,
  { parameters, masterCf, ports }: {
    readonly parameters: Parameters;
    readonly masterCf: MasterCf;
    readonly ports: PortNames;
  },
): Omit<
  InstanceFacts,
  "wrongFiles" | "missingAliases" | "overridden" | "jail"
> {
  const { configDirectory } = instance;
  const { services: all, problems } = masterCf;
  const patterns = parameters.value("master_service_disable");
  const services = all.filter((service) => !isDisabled(service, patterns));
  const map = describeInstance(instance, { parameters, services: all, ports });
  return {
    instance,
    map: { ...map, title: configDirectory },
    settings: new Map(NAMES.map((name) => [name, settingOf(parameters, name)])),
    services,
    masterProblems: problems,
    sockets: socketsOf(services, { parameters, ports }),
    families: familiesOf(parameters.value("inet_protocols")),
    hostNames: hostNamesOf(services, parameters),
  };
}

function socketsOf(
  services: readonly MasterService[],
  { parameters, ports }: {
    readonly parameters: Parameters;
    readonly ports: PortNames;
  },
): Socket[] {
  const interfaces = listOf(parameters.value("inet_interfaces"));
  return services.filter(({ type }) => type === "inet").map(
    ({ name, line }) => ({
      service: toText(name),
      line,
      endpoints: listeningEndpoints(toText(name), { interfaces, ports }),
    }),
  );
}

function familiesOf(protocols: string): (4 | 6)[] {
  const words = listOf(protocols);
  if (words.includes("all")) return [4, 6];
  return [
    ...words.includes("ipv4") ? [4 as const] : [],
    ...words.includes("ipv6") ? [6 as const] : [],
  ];
}

function hostNamesOf(
  services: readonly MasterService[],
  parameters: Parameters,
): ReadonlyMap<string, string> {
  return new Map(services.flatMap(({ name, type, options }) => {
    const raw = options.get("myhostname");
    const key = toText(`${name}/${type}`);
    return raw === undefined ? [] : [[key, parameters.expand(raw)] as const];
  }));
}
