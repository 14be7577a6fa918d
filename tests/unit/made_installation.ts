/**
 * A primary instance made by hand, for tests beside the sources: the text of a
 * main.cf over a few defaults. It stands for what the program knows of a
 * Postfix, not for a Postfix.
 *
 * @module
 */

import { encodeUtf8 } from "../../lib/main_cf/byte_string.ts";
import { parseMainCf } from "../../lib/main_cf/parse.ts";
import type { CompiledIn } from "../../lib/postfix/compiled_in.ts";
import type { Installation } from "../../lib/postfix/installation.ts";
import { type Parameters, parametersOf } from "../../lib/postfix/parameters.ts";

/** A few of the defaults that `postconf -d` of Postfix 3.7.11 has on Debian. */
const DEFAULTS: Readonly<Record<string, string>> = {
  address_verify_map: "btree:$data_directory/verify_cache",
  alternate_config_directories: "",
  command_directory: "/usr/sbin",
  config_directory: "/etc/postfix",
  daemon_directory: "/usr/lib/postfix/sbin",
  data_directory: "/var/lib/postfix",
  mail_owner: "postfix",
  maillog_file: "",
  meta_directory: "/etc/postfix",
  multi_instance_directories: "",
  multi_instance_enable: "no",
  multi_instance_group: "",
  multi_instance_name: "",
  multi_instance_wrapper: "",
  mydomain: "localdomain",
  myhostname: "mx1.localdomain",
  postlog_service_name: "postlog",
  postmulti_control_commands: "reload flush",
  postmulti_start_commands: "start",
  postmulti_stop_commands: "stop abort drain quick-stop",
  queue_directory: "/var/spool/postfix",
  setgid_group: "postdrop",
  shlib_directory: "/usr/lib/postfix",
  syslog_name: "${multi_instance_name?{$multi_instance_name}:{postfix}}",
};

/** What the installation is to be like. */
export interface Wanted {
  /** The primary's configuration directory; /etc/postfix when left out. */
  readonly configDirectory?: string;
  /** The text of its main.cf; need not be on the disk. */
  readonly mainCf?: string | Uint8Array;
  /** Defaults over the usual ones. */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** Compiled-in defaults: the usual ones, with changes. */
export function madeDefaults(
  change: Readonly<Record<string, string>> = {},
): CompiledIn {
  const all = new Map(Object.entries({ ...DEFAULTS, ...change }));
  return {
    get(name): string | undefined {
      const value = all.get(name);
      return value === undefined ? undefined : encodeUtf8(value);
    },
  };
}

/** The parameters of an instance with this main.cf. */
export function madeParameters(
  { configDirectory = "/etc/postfix", mainCf = "", defaults = {} }: Wanted,
): Parameters {
  const bytes = typeof mainCf === "string"
    ? new TextEncoder().encode(mainCf)
    : mainCf;
  return parametersOf({
    configDirectory,
    mainCf: parseMainCf(bytes),
    compiledIn: madeDefaults(defaults),
  });
}

/** An installation whose primary instance has this main.cf. */
export function madeInstallation(wanted: Wanted = {}): Installation {
  const { configDirectory = "/etc/postfix", defaults = {} } = wanted;
  const primary = madeParameters(wanted);
  return {
    compiledIn: madeDefaults({
      config_directory: configDirectory,
      ...defaults,
    }),
    configDirectory,
    primary,
    identity: "",
    command: (name) => `${primary.value("command_directory")}/${name}`,
  };
}
