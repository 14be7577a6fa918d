/**
 * What the doctor decides from, made of the texts of configuration files, for tests
 * beside the sources. Without more it is the border mail server of
 * MULTI_INSTANCE_README in good health.
 *
 * @module
 */

import type { Facts, InstanceFacts } from "../../lib/doctor/facts.ts";
import { directoriesOf } from "../../lib/doctor/gather_directories.ts";
import { readConfiguration } from "../../lib/doctor/gather_instance.ts";
import { buildMap } from "../../lib/map/build_map.ts";
import { parsePortNames } from "../../lib/map/endpoint.ts";
import { parseMasterCf } from "../../lib/postfix/master_cf.ts";
import {
  primaryInstance,
  secondaryInstance,
} from "../../lib/registry/read_instance.ts";
import { madeParameters } from "./made_installation.ts";

/** The files of one instance, and what else there is to know of it. */
export interface MadeFiles {
  /** Its configuration directory. */
  readonly directory: string;
  /** Lines of its main.cf; a later one counts. */
  readonly main: readonly string[];
  /** Lines of its master.cf. */
  readonly master: readonly string[];
  /** What its files cannot tell. */
  readonly seen?: Partial<
    Pick<InstanceFacts, "wrongFiles" | "missingAliases" | "overridden" | "jail">
  >;
}

const DEFAULTS = {
  authorized_submit_users: "static:anyone",
  default_transport: "smtp",
  inet_interfaces: "all",
  inet_protocols: "all",
  local_transport: "local:$myhostname",
  mydestination: "$myhostname",
  relay_transport: "relay",
  virtual_transport: "virtual",
};

const SMTP = "smtp unix - - n - - smtp";

/** The null client. */
export const PRIMARY: MadeFiles = {
  directory: "/etc/postfix",
  main: [
    "multi_instance_enable = yes",
    "multi_instance_directories = /etc/postfix-out /etc/postfix-in",
    "multi_instance_wrapper = /usr/sbin/postmulti -p --",
    "myhostname = mta1.example.com",
    "master_service_disable = inet",
    "mydestination =",
    "relayhost = [mailhub.example.com]",
  ],
  master: ["smtp inet n - n - - smtpd", SMTP],
};

/** The output instance. */
export const OUT: MadeFiles = made("postfix-out", [
  "myhostname = mta1-out.example.com",
  "inet_interfaces = loopback-only",
], ["127.0.0.1:10026 inet n - n - - smtpd", SMTP]);

/** The input instance. */
export const IN: MadeFiles = made("postfix-in", [
  "myhostname = mx1.example.com",
  "default_transport = smtp:[127.0.0.1]:10025",
], ["smtp inet n - n - - smtpd", SMTP]);

function made(
  name: string,
  main: readonly string[],
  master: readonly string[],
): MadeFiles {
  return {
    directory: `/etc/${name}`,
    main: [
      "multi_instance_enable = yes",
      `multi_instance_name = ${name}`,
      `queue_directory = /var/spool/${name}`,
      `data_directory = /var/lib/${name}`,
      "mydestination =",
      "authorized_submit_users = root",
      ...main,
    ],
    master,
  };
}

/** The same with more lines: of main.cf, or for master.cf. */
export function changed(
  files: MadeFiles,
  { main = [], master = [], seen = {} }: Partial<Omit<MadeFiles, "directory">>,
): MadeFiles {
  return {
    ...files,
    main: [...files.main, ...main],
    master: [...files.master, ...master],
    seen: { ...files.seen, ...seen },
  };
}

/** Facts of these instances, the primary first, with changes. */
export function madeFacts(
  all: readonly MadeFiles[] = [PRIMARY, OUT, IN],
  change: Partial<Facts> = {},
): Facts {
  const instances = all.map(madeInstanceFacts);
  const primary = parametersOf(all[0] ?? PRIMARY);
  return {
    primary: "/etc/postfix",
    instances,
    damaged: [],
    arrows: buildMap(instances.map(({ map }) => map)).arrows,
    directories: directoriesOf(instances, primary),
    list: all.slice(1).map(({ directory }) => directory),
    wrapper: {
      value: "/usr/sbin/postmulti -p --",
      isSet: true,
      file: "/etc/postfix/main.cf",
      line: 3,
      program: "/usr/sbin/postmulti",
      exists: true,
      isOurs: true,
      initCommand: "postmulti -e init",
    },
    leftovers: [],
    unlisted: [],
    listening: [],
    hasSyslog: true,
    jailHelper: undefined,
    systemd: undefined,
    ...change,
  };
}

function madeInstanceFacts(files: MadeFiles, index: number): InstanceFacts {
  const parameters = parametersOf(files);
  const instance = index === 0
    ? primaryInstance(files.directory, parameters, { isAlone: false })
    : secondaryInstance(files.directory, parameters);
  return {
    ...readConfiguration(instance, {
      parameters,
      masterCf: parseMasterCf(files.master.join("\n")),
      ports: parsePortNames(""),
    }),
    wrongFiles: [],
    missingAliases: [],
    overridden: [],
    jail: undefined,
    ...files.seen,
  };
}

function parametersOf(
  { directory, main }: MadeFiles,
): ReturnType<typeof madeParameters> {
  return madeParameters({
    configDirectory: directory,
    mainCf: `${main.join("\n")}\n`,
    defaults: DEFAULTS,
  });
}
