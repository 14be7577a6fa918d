/**
 * A unit of the distribution that starts an instance without its hooks.
 *
 * @module
 */

import type { Facts } from "../facts.ts";
import type { Observation } from "../finding.ts";

/** One finding for each instance with hooks that do not run at boot. */
export function unitHooks({ instances, systemd }: Facts): Observation[] {
  if (systemd === undefined || systemd.areOurs) return [];
  return instances.flatMap(({ instance }): Observation[] => {
    const { configDirectory } = instance;
    const boot = systemd.instances.get(configDirectory);
    if (boot?.unit === undefined || boot.callsUs || !boot.isEnabled) return [];
    if (boot.plugins.length === 0) return [];
    return [{
      severity: "warning",
      configDirectory,
      others: [],
      file: boot.unitFile ?? `/etc/systemd/system/${boot.unit}`,
      line: undefined,
      what: `${boot.unit} does not call this program, so no hook of ` +
        `${boot.plugins.join(", ")} runs at boot or with systemctl`,
      why: "what these plugins check, start or stop is not checked, started " +
        "or stopped",
      fix: "postmulti --units install",
    }];
  });
}
