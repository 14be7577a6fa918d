/**
 * An instance without maillog_file, while another has one.
 *
 * Where there is no syslog, what it says is lost. Where there is one, a
 * secondary instance may have been forgotten: -e create takes nothing over from the
 * primary. A primary that logs to syslog beside instances with files of their own is
 * no finding then.
 *
 * @module
 */

import { titleOf } from "../../registry/instance.ts";
import { editCommand } from "../advice.ts";
import { type Facts, type InstanceFacts, setting } from "../facts.ts";
import type { Observation } from "../finding.ts";

const NAME = "maillog_file";

/** One finding for each instance whose log is not where one would look. */
export function lostLog({ instances, hasSyslog }: Facts): Observation[] {
  const other = instances.find((one) => setting(one, NAME).value !== "");
  if (other === undefined) return [];
  return instances.filter((facts) =>
    facts.instance.enabled && setting(facts, NAME).value === "" &&
    !(hasSyslog && facts.instance.primary)
  ).map((facts) => observation(facts, { other, hasSyslog }));
}

function observation(
  facts: InstanceFacts,
  { other, hasSyslog }: {
    readonly other: InstanceFacts;
    readonly hasSyslog: boolean;
  },
): Observation {
  const { instance } = facts;
  const { file, line } = setting(facts, NAME);
  const { value } = setting(other, NAME);
  return {
    severity: hasSyslog ? "note" : "warning",
    configDirectory: instance.configDirectory,
    others: [other.instance.configDirectory],
    file,
    line,
    what: `${NAME} is not set, but ${titleOf(other.instance)} has ${value}`,
    why: hasSyslog
      ? "it logs to syslog, so that file does not have its messages"
      : "it logs to syslog, but there is no /dev/log: its messages are lost",
    fix: editCommand(instance, `${NAME} = ${value}`),
  };
}
