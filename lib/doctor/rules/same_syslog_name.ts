/**
 * Instances that have the same name in the mail log.
 *
 * @module
 */

import { titleOf } from "../../registry/instance.ts";
import { editCommand } from "../advice.ts";
import { type Facts, type InstanceFacts, setting } from "../facts.ts";
import type { Observation } from "../finding.ts";

const NAME = "syslog_name";

/** One finding for each instance that has the syslog_name of one before it. */
export function sameSyslogName({ instances }: Facts): Observation[] {
  return instances.flatMap((facts, index) => {
    const { value } = setting(facts, NAME);
    const earlier = instances.slice(0, index).find((one) =>
      setting(one, NAME).value === value
    );
    return earlier === undefined ? [] : [observation(facts, earlier)];
  });
}

function observation(
  facts: InstanceFacts,
  earlier: InstanceFacts,
): Observation {
  const { instance } = facts;
  const { value, file, line } = setting(facts, NAME);
  const base = instance.configDirectory.replace(/\/+$/, "").replace(/.*\//, "");
  return {
    severity: "warning",
    configDirectory: instance.configDirectory,
    others: [earlier.instance.configDirectory],
    file,
    line,
    what: `syslog_name = ${value} is also that of ${titleOf(earlier.instance)}`,
    why: "their lines in the mail log look alike, to people and to programs " +
      "that count or block",
    fix: editCommand(instance, `syslog_name = ${instance.name || base}`),
  };
}
