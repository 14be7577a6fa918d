/**
 * Looking up what the rules of the doctor decide from.
 *
 * Reads configurations, owners and modes; changes nothing. Runs nothing but a shell
 * that looks where the runtime does not let this program look, and that seldom. What
 * cannot be looked at is reported, and the rest is looked at all the same.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { readSettled } from "../registry/choose_instances.ts";
import { buildMap } from "../map/build_map.ts";
import { readPortNames } from "../map/read_map.ts";
import { pluginsOf } from "../plugins/load_plugins.ts";
import { type Installation, readParameters } from "../postfix/installation.ts";
import { isRunByPostfix, readJailScript } from "../postfix/jail_script.ts";
import { listOf } from "../postfix/parameters.ts";
import type { Instance } from "../registry/instance.ts";
import { openAccounts } from "../sys/accounts.ts";
import { isSocket, tcpSockets } from "../sys/proc_via_shell.ts";
import {
  type DamageFacts,
  type Facts,
  type InstanceFacts,
  setting,
} from "./facts.ts";
import { damageOf } from "./gather_damage.ts";
import { directoriesOf } from "./gather_directories.ts";
import { instanceFacts } from "./gather_instance.ts";
import { jailHelper } from "./gather_jail_help.ts";
import { findLeftovers } from "./gather_leftovers.ts";
import { type Attempt, attempts, isRefusal } from "./gather_attempt.ts";
import { systemdFacts } from "./gather_systemd.ts";
import { findUnlisted } from "./gather_unlisted.ts";
import { parseTcpTable } from "./tcp_table.ts";
import { danglingRoutes } from "./dangling_routes.ts";
import { wrapperFacts } from "./gather_wrapper.ts";

/** What was found out. */
export interface Gathered {
  /** For the rules. */
  readonly facts: Facts;
  /** What could not be looked at: `file: why: what to do`. */
  readonly unseen: readonly string[];
}

/** Where programs log to. */
const SYSLOG = "/dev/log";

/**
 * Look at all instances of an installation.
 *
 * @param options.executable The absolute path of this program.
 * @throws {FatalError} When the primary instance cannot be read.
 */
export function gatherFacts(
  installation: Installation,
  { executable }: { readonly executable: string },
): Gathered {
  const { primary, configDirectory } = installation;
  const list = listOf(primary.value("multi_instance_directories"));
  const { attempt, unseen } = attempts();
  const daemons = primary.value("daemon_directory");
  const script = attempt(() => readJailScript(daemons));
  const { instances, damaged } = readAll(installation, {
    attempt,
    hasLibraries: attempt(() => isRunByPostfix(daemons)) !== true,
  });
  const map = buildMap(instances.map(({ map }) => map));
  const managed = [configDirectory, ...list]
    .filter((directory) => directory.startsWith("/"));
  const facts: Facts = {
    primary: configDirectory,
    instances,
    damaged,
    arrows: map.arrows,
    directories: directoriesOf(instances, primary),
    list,
    wrapper: wrapperFacts(installation, executable),
    leftovers: managed.flatMap((directory) =>
      attempt(() => findLeftovers(directory, configDirectory)) ?? []
    ),
    unlisted: attempt(() => findUnlisted(managed, installation)) ?? [],
    listening: danglingRoutes({ instances, list }).length > 0
      ? parseTcpTable(attempt(tcpSockets) ?? "")
      : [],
    hasSyslog: logsDiffer(instances) &&
      (attempt(() => isSocket(SYSLOG)) ?? true),
    jailHelper: script && attempt(() => jailHelper(script)),
    systemd: attempt(() =>
      systemdFacts(instances.map(({ instance }) => instance), {
        installation,
        executable,
      })
    ),
  };
  return { facts, unseen: unseen() };
}

interface Read {
  readonly instances: readonly InstanceFacts[];
  readonly damaged: readonly DamageFacts[];
}

function readAll(
  installation: Installation,
  { attempt, hasLibraries }: {
    readonly attempt: Attempt;
    readonly hasLibraries: boolean;
  },
): Read {
  const { primary, secondaries } = readSettled(installation);
  const listed = [{ instance: primary, damage: undefined }, ...secondaries];
  const ports = readPortNames();
  const accounts = openAccounts();
  const plugins = pluginsOf(installation);
  const instances: InstanceFacts[] = [];
  const damaged: DamageFacts[] = [];
  for (const { instance, damage } of listed) {
    if (instance === undefined) {
      const isSeen = attempt(() => refuseRefusal(damage.reason));
      if (isSeen) damaged.push(damageOf(damage, installation));
      continue;
    }
    try {
      const parameters = parametersFor(instance, installation);
      instances.push(
        instanceFacts(instance, {
          installation,
          parameters,
          plugins,
          ports,
          accounts,
          attempt,
          hasLibraries,
        }),
      );
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      const { configDirectory, name, group } = instance;
      const reason = error.message;
      if (!attempt(() => refuseRefusal(reason))) continue;
      damaged.push(
        damageOf({ configDirectory, name, group, reason }, installation),
      );
    }
  }
  return { instances, damaged };
}

/** Only then it matters whether there is a syslog. */
function logsDiffer(instances: readonly InstanceFacts[]): boolean {
  const isSet = instances.map((facts) =>
    setting(facts, "maillog_file").value !== ""
  );
  return isSet.includes(true) && isSet.includes(false);
}

function parametersFor(
  { primary, configDirectory }: Instance,
  installation: Installation,
): Installation["primary"] {
  return primary
    ? installation.primary
    : readParameters(configDirectory, installation.compiledIn);
}

/** What only another user may read is not damaged. */
function refuseRefusal(reason: string): true {
  if (isRefusal(reason)) throw new FatalError(reason);
  return true;
}
