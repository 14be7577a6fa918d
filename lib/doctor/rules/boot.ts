/**
 * An enabled instance that does not come back after a reboot, and a disabled one
 * that does, or runs.
 *
 * @module
 */

import type { Instance } from "../../registry/instance.ts";
import { quoted } from "../advice.ts";
import type { BootFacts, Facts, SystemdFacts } from "../facts.ts";
import type { Observation } from "../finding.ts";

type Verdict = Pick<Observation, "what" | "why" | "fix">;

/** At most one finding for each instance; none without secondary instances. */
export function boot({ instances, systemd, list }: Facts): Observation[] {
  if (systemd === undefined || list.length === 0) return [];
  return instances.flatMap(({ instance }): Observation[] => {
    const { configDirectory, enabled } = instance;
    const facts = systemd.instances.get(configDirectory);
    if (facts === undefined) return [];
    const verdict = enabled
      ? judgeEnabled(facts, systemd)
      : judgeDisabled(instance, facts);
    if (verdict === undefined) return [];
    return [{
      severity: "warning",
      configDirectory,
      others: [],
      file: facts.unitFile ?? `${configDirectory}/main.cf`,
      line: undefined,
      ...verdict,
    }];
  });
}

function judgeEnabled(
  { unit, isEnabled }: BootFacts,
  { areOurs }: SystemdFacts,
): Verdict | undefined {
  if (isEnabled) return undefined;
  const why = "it is enabled, but does not start after a reboot";
  if (unit === undefined) {
    return {
      what: "no systemd unit starts this instance",
      why,
      fix: "postmulti --units install",
    };
  }
  const starter = areOurs ? "postfix.service" : unit;
  return {
    what: `${starter} is not enabled`,
    why,
    fix: `systemctl enable ${quoted(starter)}`,
  };
}

function judgeDisabled(
  { configDirectory }: Instance,
  { unit, isEnabled, callsUs, isRunning }: BootFacts,
): Verdict | undefined {
  // Where the unit calls this program, it does not start a disabled instance.
  if (unit !== undefined && isEnabled && !callsUs) {
    return {
      what: `${unit} is enabled, but the instance is not`,
      why: "systemd starts it at boot, but postmulti skips it after that",
      fix: `systemctl disable ${quoted(unit)}`,
    };
  }
  return isRunning
    ? {
      what: "the instance is disabled, but is running",
      why: '"postmulti -p stop" and "postmulti -p reload" skip it',
      fix: `postfix -c ${quoted(configDirectory)} stop`,
    }
    : undefined;
}
