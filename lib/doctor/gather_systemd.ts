/**
 * How systemd starts the instances of this host, from the files of its units.
 *
 * @module
 */

import { chooseHooks } from "../plugins/choose.ts";
import { type PluginDirectories, pluginsOf } from "../plugins/load_plugins.ts";
import type { Installation } from "../postfix/installation.ts";
import type { Instance } from "../registry/instance.ts";
import { isSameFile, lstatOrNothing } from "../sys/files.ts";
import { isLocked } from "../sys/lock_probe.ts";
import {
  distributionUnits,
  isWanted,
  unitFileOf,
  wholeTextOf,
} from "../units/distribution.ts";
import { distributionUnitOf } from "../units/distribution_drop_ins.ts";
import { unitOf } from "../units/unit_names.ts";
import { isGeneratedCurrent } from "../units/generate.ts";
import { hasGenerator } from "../units/refresh.ts";
import { isManaged } from "../units/systemd.ts";
import type { DistributionUnits } from "../units/unit_list.ts";
import { SYSTEMD_PLUGIN } from "../plugins/plugin.ts";
import { hasUnitsPlugin } from "../units/with_plugin.ts";
import type { BootFacts, SystemdFacts } from "./facts.ts";

/** What starts all secondary instances at boot on Debian up to 12. */
const INSTANCE_GENERATORS = [
  "/usr/lib/systemd/system-generators/postfix-instance-generator",
  "/lib/systemd/system-generators/postfix-instance-generator",
];

const OPERATIONS = ["start", "stop", "reload"] as const;

/** What units are looked at with. */
export interface SystemdContext {
  /** The Postfix that the instances belong to. */
  readonly installation: Installation;
  /** The absolute path of this program. */
  readonly executable: string;
}

/**
 * Look at the units.
 *
 * @returns Undefined when this host is not booted with systemd.
 * @throws {FatalError} When a unit or a plugin directory cannot be read.
 */
export function systemdFacts(
  instances: readonly Instance[],
  context: SystemdContext,
): SystemdFacts | undefined {
  if (!isManaged()) return undefined;
  const { installation } = context;
  const areOurs = hasGenerator();
  const distribution = distributionUnits();
  const plugins = pluginsOf(installation);
  return {
    areOurs,
    hasPlugin: hasUnitsPlugin(installation.configDirectory),
    isCurrent: !areOurs || isGeneratedCurrent(installation),
    instances: new Map(instances.map((instance) => [
      instance.configDirectory,
      {
        ...areOurs
          ? ownUnit(instance)
          : distributionUnit(instance, { ...context, distribution }),
        isRunning: instance.enabled
          ? undefined
          : isLocked(`${instance.queueDirectory}/pid/master.pid`),
        plugins: pluginsFor(instance, plugins),
      },
    ])),
  };
}

type UnitPart = Omit<BootFacts, "isRunning" | "plugins">;

function ownUnit({ configDirectory, enabled }: Instance): UnitPart {
  const isPulledIn = isWanted("postfix.service") ||
    isWanted("postmulti.target") ||
    unitFileOf("postfix.service") === undefined;
  return {
    unit: unitOf(configDirectory),
    unitFile: unitFileOf("postmulti@.service"),
    isEnabled: enabled && isPulledIn,
    callsUs: true,
  };
}

function distributionUnit(
  instance: Instance,
  { executable, distribution }: SystemdContext & {
    readonly distribution: DistributionUnits;
  },
): UnitPart {
  const { primary, name, configDirectory } = instance;
  const { naming, hasService } = distribution;
  const unit = primary && naming !== "name"
    ? hasService ? "postfix.service" : undefined
    : distributionUnitOf({ isPrimary: primary, name, configDirectory }, naming);
  if (unit === undefined) {
    return { unit, unitFile: undefined, isEnabled: false, callsUs: false };
  }
  const template = unit === "postfix.service" ? unit : "postfix@.service";
  const isPulledIn = naming === "name" && isWanted("postfix.service") &&
    INSTANCE_GENERATORS.some((path) => lstatOrNothing(path) !== undefined);
  const calls = /^ExecStart=[+!:@-]*(\/\S*postmulti)\s/m
    .exec(wholeTextOf(template));
  return {
    unit,
    unitFile: unitFileOf(template),
    isEnabled: isPulledIn || isWanted(unit),
    callsUs: calls !== null && isSameFile(calls[1] ?? "", executable),
  };
}

function pluginsFor(
  instance: Instance,
  plugins: PluginDirectories,
): readonly string[] {
  const set = plugins.of(instance);
  if (set === undefined) return [];
  const ids = OPERATIONS.flatMap((op) => {
    const operation = {
      op,
      requested: op,
      class: op === "reload" ? "control" : op,
      argv: [op],
    } as const;
    const hooks = chooseHooks(set, { operation, instance });
    return [...hooks.pre, ...hooks.instead, ...hooks.post, ...hooks.fail]
      .map(({ id }) => id);
  });
  return [...new Set(ids)].filter((id) => id !== SYSTEMD_PLUGIN).sort();
}
