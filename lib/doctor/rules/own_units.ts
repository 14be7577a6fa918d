/**
 * Units of ours that systemd does not know as they are, or that are passed by.
 *
 * @module
 */

import type { Facts } from "../facts.ts";
import type { Observation } from "../finding.ts";

/** At most two findings, about all instances. */
export function ownUnits({ primary, systemd }: Facts): Observation[] {
  if (systemd === undefined || !systemd.areOurs) return [];
  const observation = {
    severity: "warning" as const,
    configDirectory: primary,
    others: [],
    file: `${primary}/main.cf`,
    line: undefined,
  };
  return [
    ...systemd.isCurrent ? [] : [{
      ...observation,
      what: "systemd has not reloaded since the instances changed",
      why: "at boot and with systemctl, it uses the old list",
      fix: "systemctl daemon-reload",
    }],
    ...systemd.hasPlugin ? [] : [{
      ...observation,
      what: 'the units of postmulti are installed without the plugin "systemd"',
      why: '"postfix start" and "postmulti -p start" bypass these units',
      fix: "postmulti --units install",
    }],
  ];
}
