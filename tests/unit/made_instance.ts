/**
 * Instances and lists of instances made by hand, for tests beside the sources.
 *
 * @module
 */

import type { DamagedInstance, Instance } from "../../lib/registry/instance.ts";
import type { InstanceList } from "../../lib/registry/load.ts";

/** The primary instance, with changes. */
export function madePrimary(change: Partial<Instance> = {}): Instance {
  return {
    primary: true,
    name: "",
    group: "",
    enabled: true,
    configDirectory: "/etc/postfix",
    queueDirectory: "/var/spool/postfix",
    dataDirectory: "/var/lib/postfix",
    ...change,
  };
}

/** A secondary instance in the usual places for its name, with changes. */
export function madeSecondary(
  name: string,
  change: Partial<Instance> = {},
): Instance {
  return {
    primary: false,
    name,
    group: "",
    enabled: false,
    configDirectory: `/etc/${name}`,
    queueDirectory: `/var/spool/${name}`,
    dataDirectory: `/var/lib/${name}`,
    ...change,
  };
}

/** A damaged instance, with changes. */
export function madeDamage(
  configDirectory: string,
  change: Partial<DamagedInstance> = {},
): DamagedInstance {
  return {
    configDirectory,
    reason: `${configDirectory}/main.cf: it is damaged`,
    name: undefined,
    group: undefined,
    ...change,
  };
}

/** A list of the primary and the others, in this order. */
export function madeList(
  primary: Instance,
  ...others: readonly (Instance | DamagedInstance)[]
): InstanceList {
  return {
    primary,
    secondaries: others.map((other) =>
      "reason" in other ? { damage: other } : { instance: other }
    ),
  };
}
