/**
 * What the rules of the doctor decide from: everything they need, looked up once.
 *
 * @module
 */

import type { Endpoint } from "../map/endpoint.ts";
import type { Arrow, MapInstance } from "../map/mail_map.ts";
import type { MasterProblem, MasterService } from "../postfix/master_cf.ts";
import type { DamagedInstance, Instance } from "../registry/instance.ts";
import type { Place } from "./finding.ts";

/** A parameter as it is in effect. */
export interface Setting extends Place {
  /** Expanded; "" for one that is not set. */
  readonly value: string;
  /** Whether main.cf sets it. */
  readonly isSet: boolean;
}

/** A network service that is not turned off, whether it takes mail or not. */
export interface Socket {
  /** The first field of its line in master.cf. */
  readonly service: string;
  /** Number, from 1, of that line. */
  readonly line: number;
  /** Where it listens. */
  readonly endpoints: readonly Endpoint[];
}

/** A file or directory that does not look as postfix-files wants it. */
export interface WrongFile {
  /** Absolute path. */
  readonly path: string;
  /** How it looks: `owner root, group postfix, mode 0700`, numbers for names. */
  readonly looks: string;
  /** How it must look, in the same words, only where it does not. */
  readonly mustBe: string;
  /** How many more are wrong below it. */
  readonly below: number;
}

/** The jail of an instance with services that want one. */
export interface Jail {
  /** The services that want it, in the order of master.cf. */
  readonly services: readonly MasterService[];
  /** Absolute path: the queue directory. */
  readonly directory: string;
  /** What is not in it, relative to it. */
  readonly missing: readonly string[];
  /** Whether the instance runs; undefined when that could not be seen. */
  readonly isRunning: boolean | undefined;
  /** Whether a plugin prepares it before each start. */
  readonly hasPlugin: boolean;
}

/** The script of the distribution that prepares jails. */
export interface JailHelper {
  /** Absolute path. */
  readonly path: string;
  /** What starts instances here and runs that script before: a unit or an init script. */
  readonly starter: string | undefined;
  /** Whether postfix(1) itself runs it at each start. */
  readonly isRunByPostfix: boolean;
}

/** A table that alias_maps names, and that is not there. */
export interface MissingAliases {
  /** As it is written: `hash:/etc/aliases`. */
  readonly word: string;
  /** The file that is not there. */
  readonly file: string;
  /** What postalias(1) can make it from, `hash:/etc/aliases`; undefined for nothing. */
  readonly source: string | undefined;
}

/** A parameter that main.cf sets more than once, to different values. */
export interface OverriddenSetting {
  /** Its name. */
  readonly name: string;
  /** The last value, which counts, as it is written. */
  readonly value: string;
  /** Number, from 1, of the line that sets it last. */
  readonly line: number;
}

/** One instance that can be read. */
export interface InstanceFacts {
  /** Its place in the registry. */
  readonly instance: Instance;
  /** How it looks on a map; its title is the configuration directory. */
  readonly map: MapInstance;
  /** The parameters that rules ask for; see setting(). */
  readonly settings: ReadonlyMap<string, Setting>;
  /** The services of master.cf that are not turned off. */
  readonly services: readonly MasterService[];
  /** Lines of master.cf that are not services. */
  readonly masterProblems: readonly MasterProblem[];
  /** Where its services listen. */
  readonly sockets: readonly Socket[];
  /** Which of 4 and 6 it uses; see inet_protocols. */
  readonly families: readonly (4 | 6)[];
  /** Services, `smtp/inet`, that go by another name than the instance: overrides of myhostname. */
  readonly hostNames: ReadonlyMap<string, string>;
  /** Owners and modes that are wrong. */
  readonly wrongFiles: readonly WrongFile[];
  /** In the order of alias_maps. */
  readonly missingAliases: readonly MissingAliases[];
  /** In the order of the lines that set them last. */
  readonly overridden: readonly OverriddenSetting[];
  /** Undefined when no service wants a jail. */
  readonly jail: Jail | undefined;
}

/** A listed instance that cannot be used. */
export interface DamageFacts extends DamagedInstance, Place {
  /** Whether there is no such directory, or no main.cf in it. */
  readonly isGone: boolean;
}

/** A directory that an instance, or all of them, say is theirs. */
export interface OwnedDirectory extends Place {
  /** The parameter that names it. */
  readonly parameter: string;
  /** As it is written. */
  readonly path: string;
  /** Without symbolic links. */
  readonly realPath: string;
  /** The configuration directory of the owner. */
  readonly owner: string;
  /** Whether all instances use it, as they do daemon_directory. */
  readonly isShared: boolean;
}

/** The program that postfix(1) hands its commands to. */
export interface WrapperFacts extends Setting {
  /** The first word of multi_instance_wrapper, expanded; "" when it is empty. */
  readonly program: string;
  /** Whether there is such an executable file. */
  readonly exists: boolean;
  /** Whether that is this program. */
  readonly isOurs: boolean;
  /** The command that puts this program there. */
  readonly initCommand: string;
}

/** A file that an editor or an action has left. */
export interface Leftover {
  /** Absolute path. */
  readonly path: string;
  /** The configuration directory that it is in. */
  readonly owner: string;
  /** What it is. */
  readonly kind: "temporary" | "journal" | "kept-journal" | "lock" | "apply";
}

/** A directory that looks like an instance, and is in no list. */
export interface Unlisted {
  /** Absolute path. */
  readonly configDirectory: string;
  /** Its multi_instance_name; "" for none. */
  readonly name: string;
}

/** How systemd starts one instance. */
export interface BootFacts {
  /** Its unit; undefined when there is none. */
  readonly unit: string | undefined;
  /** The file of that unit; undefined when there is none. */
  readonly unitFile: string | undefined;
  /** Whether that is started at boot. */
  readonly isEnabled: boolean;
  /** Whether that calls this program. */
  readonly callsUs: boolean;
  /** Whether the instance runs; undefined when that cannot be seen, or does not matter. */
  readonly isRunning: boolean | undefined;
  /** The ids of the plugins with hooks for start, stop or reload. */
  readonly plugins: readonly string[];
}

/** What systemd has to do with the instances. */
export interface SystemdFacts {
  /** Whether our units are installed. */
  readonly areOurs: boolean;
  /** Whether the plugin is there that hands over to them. */
  readonly hasPlugin: boolean;
  /** Whether systemd has read the list of instances as it is now. */
  readonly isCurrent: boolean;
  /** By configuration directory. */
  readonly instances: ReadonlyMap<string, BootFacts>;
}

/** Everything. */
export interface Facts {
  /** The configuration directory of the primary instance. */
  readonly primary: string;
  /** In start order. */
  readonly instances: readonly InstanceFacts[];
  /** In the order of the list. */
  readonly damaged: readonly DamageFacts[];
  /** Who sends to whom; `from` and `to` are configuration directories or titles of filters. */
  readonly arrows: readonly Arrow[];
  /** In the order of the instances, shared ones first. */
  readonly directories: readonly OwnedDirectory[];
  /** The words of multi_instance_directories. */
  readonly list: readonly string[];
  /** Who runs `postfix start`. */
  readonly wrapper: WrapperFacts;
  /** In the order of the list. */
  readonly leftovers: readonly Leftover[];
  /** In the order of their paths. */
  readonly unlisted: readonly Unlisted[];
  /** Where anything listens on this host; only looked up when that may matter. */
  readonly listening: readonly Endpoint[];
  /** Whether a program takes what is logged to syslog; looked up when some log there. */
  readonly hasSyslog: boolean;
  /** Undefined when the distribution has none. */
  readonly jailHelper: JailHelper | undefined;
  /** Undefined when this host is not booted with systemd. */
  readonly systemd: SystemdFacts | undefined;
}

/** A parameter among those that were looked up. */
export function setting(
  { settings, instance }: InstanceFacts,
  name: string,
): Setting {
  return settings.get(name) ?? {
    value: "",
    isSet: false,
    file: `${instance.configDirectory}/main.cf`,
    line: undefined,
  };
}
