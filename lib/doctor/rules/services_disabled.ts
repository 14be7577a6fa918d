/**
 * An enabled instance that master_service_disable still keeps from listening.
 *
 * A primary instance that takes mail from sendmail(1) may be a null client, and is
 * no finding.
 *
 * @module
 */

import { editCommand } from "../advice.ts";
import { type Facts, setting } from "../facts.ts";
import type { Observation } from "../finding.ts";

const NAME = "master_service_disable";

/** One finding for each instance with network services that are all turned off. */
export function servicesDisabled({ instances }: Facts): Observation[] {
  return instances.filter(({ instance, map, sockets }) => {
    const isNullClient = instance.primary && map.submitters !== "";
    return instance.enabled && !isNullClient && map.disabled.length > 0 &&
      sockets.length === 0;
  }).map((facts): Observation => {
    const { instance, map } = facts;
    const { value, file, line } = setting(facts, NAME);
    return {
      severity: map.submitters === "" ? "error" : "warning",
      configDirectory: instance.configDirectory,
      others: [],
      file,
      line,
      what: `it is enabled, but ${NAME} = ${value} switches off ` +
        map.disabled.join(", "),
      why: "it runs, but takes no mail from the network; -e create sets this " +
        "for an instance that is not yet configured",
      fix: editCommand(instance, `${NAME} =`),
    };
  });
}
