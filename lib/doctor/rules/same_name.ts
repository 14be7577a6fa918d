/**
 * Instances of one name.
 *
 * @module
 */

import type { Facts } from "../facts.ts";
import { setting } from "../facts.ts";
import type { Observation } from "../finding.ts";
import { editFile } from "../advice.ts";

/** One finding for each instance that has the name of one before it. */
export function sameName({ instances }: Facts): Observation[] {
  return instances.flatMap((facts, index): Observation[] => {
    const { instance: { name, configDirectory } } = facts;
    const earlier = instances.slice(0, index).find(({ instance }) =>
      name !== "" && instance.name === name
    );
    if (earlier === undefined) return [];
    const { file, line } = setting(facts, "multi_instance_name");
    return [{
      severity: "error",
      configDirectory,
      others: [earlier.instance.configDirectory],
      file,
      line,
      what: `multi_instance_name = ${name} is also the name of ` +
        earlier.instance.configDirectory,
      why: "postmulti changes nothing until each name stands for one instance",
      fix: editFile(configDirectory, "multi_instance_name = postfix-NAME"),
    }];
  });
}
