/**
 * Services in a jail that nobody has prepared.
 *
 * Instances that are not enabled do not count: the plugin 20-chroot prepares a jail
 * when its instance starts.
 *
 * @module
 */

import { selected } from "../advice.ts";
import type { Facts, InstanceFacts, Jail } from "../facts.ts";
import type { Observation } from "../finding.ts";

/** One finding for each instance. */
export function chrootJail({ instances, jailHelper }: Facts): Observation[] {
  return instances.flatMap((facts): Observation[] => {
    const { instance, jail } = facts;
    if (!instance.enabled || jail === undefined) return [];
    if (jail.missing.length === 0) return [];
    const [first, ...others] = jail.services;
    return [{
      severity: "error",
      configDirectory: instance.configDirectory,
      others: [],
      file: `${instance.configDirectory}/master.cf`,
      line: first?.line,
      what:
        `${first?.name}${
          others.length > 0 ? ` and ${others.length} more services` : ""
        } run in ${jail.directory}, where there is no ` +
        jail.missing.join(", "),
      why: "without these they find no host, no port by its name, and log " +
        "the time of another zone",
      fix: fix(facts, { jail, jailHelper }),
    }];
  });
}

function fix(
  { instance }: InstanceFacts,
  { jail, jailHelper }: {
    readonly jail: Jail;
    readonly jailHelper: string | undefined;
  },
): string {
  if (jailHelper !== undefined) {
    return `postmulti ${selected(instance)} -x ${jailHelper} -`;
  }
  return `cd / && cp --parents -L ${jail.missing.join(" ")} ${jail.directory}`;
}
