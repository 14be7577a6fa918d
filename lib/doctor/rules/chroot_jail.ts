/**
 * Services in a jail that has not been prepared.
 *
 * An instance that runs needs its jail now. For one that does not, the plugin
 * 20-chroot or postfix(1) may still prepare it at each start, and nothing is
 * wrong then; the units or the init script of the distribution, but not a start by
 * postmulti, and that is worth a note. They call an instance by its name, so that one
 * without a name is passed by. Instances that are not enabled do not count.
 *
 * @module
 */

import { selected } from "../advice.ts";
import type { Facts, InstanceFacts, Jail, JailHelper } from "../facts.ts";
import type { Observation } from "../finding.ts";

type Verdict = Pick<Observation, "severity" | "why" | "fix">;

const WHY =
  "without these they cannot look up host or port names, and they log " +
  "in the wrong time zone";

/** One finding for each instance. */
export function chrootJail({ instances, jailHelper }: Facts): Observation[] {
  return instances.flatMap((facts): Observation[] => {
    const { instance, jail } = facts;
    if (!instance.enabled || jail === undefined) return [];
    if (jail.missing.length === 0) return [];
    const verdict = judge(facts, { jail, jailHelper });
    if (verdict === undefined) return [];
    const [first, ...others] = jail.services;
    return [{
      ...verdict,
      configDirectory: instance.configDirectory,
      others: [],
      file: `${instance.configDirectory}/master.cf`,
      line: first?.line,
      what:
        `${first?.name}${
          others.length > 0 ? ` and ${others.length} more services` : ""
        } run in a chroot jail, ${jail.directory}, that lacks ` +
        jail.missing.join(", "),
    }];
  });
}

interface JailContext {
  readonly jail: Jail;
  readonly jailHelper: JailHelper | undefined;
}

function judge(
  facts: InstanceFacts,
  context: JailContext,
): Verdict | undefined {
  const { jail, jailHelper } = context;
  const { primary, name } = facts.instance;
  const now: Verdict = {
    severity: "error",
    why: WHY,
    fix: fix(facts, context),
  };
  if (jail.isRunning) return now;
  if (jail.hasPlugin || jailHelper?.isRunByPostfix) return undefined;
  const starter = primary || name !== "" ? jailHelper?.starter : undefined;
  if (starter === undefined) return now;
  return {
    severity: "note",
    why: `${starter} prepares it before it starts the instance, but ` +
      '"postfix start" and "postmulti -p start" do not without a plugin',
    fix: "postmulti --plugins install chroot",
  };
}

function fix(
  { instance }: InstanceFacts,
  { jail, jailHelper }: JailContext,
): string {
  if (jailHelper?.isRunByPostfix) {
    return `postmulti ${selected(instance)} -p check`;
  }
  if (jailHelper !== undefined) {
    return `postmulti ${selected(instance)} -x ${jailHelper.path} -`;
  }
  return `cd / && cp --parents -L ${jail.missing.join(" ")} ${jail.directory}`;
}
