/**
 * A main.cf that sets many parameters more than once, of an instance with a log file.
 *
 * Every Postfix program warns of each of them when it starts. Since Postfix 3.10 these
 * warnings go to the log, which with maillog_file is a socket that postlogd(8) serves.
 * Three programs start with Postfix, a socket keeps some ten messages, and postlogd
 * itself warns, too: when the socket is full, it waits for itself, and every program
 * that logs waits for it. Settings that are overridden where nothing can wait are
 * not findings.
 *
 * @module
 */

import { quoted, selected } from "../advice.ts";
import { type Facts, type InstanceFacts, setting } from "../facts.ts";
import type { Observation } from "../finding.ts";

/** So many are dangerous: three programs warn of each, and ten messages are kept. */
const MANY = 3;

/** One finding for each instance. */
export function overriddenSettings({ instances }: Facts): Observation[] {
  return instances.filter((facts) =>
    facts.instance.enabled && facts.overridden.length >= MANY &&
    setting(facts, "maillog_file").value !== ""
  ).map(observation);
}

function observation({ instance, overridden }: InstanceFacts): Observation {
  const [first, ...others] = overridden;
  const edit = `postmulti ${selected(instance)} -x postconf`;
  const names = overridden.map(({ name }) => quoted(name)).join(" ");
  const assignments = overridden.map(({ name, value }) =>
    quoted(`${name} = ${value}`)
  ).join(" ");
  return {
    severity: "warning",
    configDirectory: instance.configDirectory,
    others: [],
    file: `${instance.configDirectory}/main.cf`,
    line: first?.line,
    what: `${first?.name} and ${others.length} more parameters are set more ` +
      "than once, and maillog_file is set",
    why:
      "each Postfix program logs a warning for each; from Postfix 3.10 on, so " +
      "many warnings can block the log, and start, stop and status with it",
    fix: `${edit} -X ${names} && ${edit} -e ${assignments}`,
  };
}
