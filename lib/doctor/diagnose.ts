/**
 * All rules of the doctor. Pure.
 *
 * @module
 */

import { titleOf } from "../registry/instance.ts";
import type { Facts } from "./facts.ts";
import type { Finding, Observation } from "./finding.ts";
import { boot } from "./rules/boot.ts";
import { chrootJail } from "./rules/chroot_jail.ts";
import { damagedInstance } from "./rules/damaged_instance.ts";
import { leftover } from "./rules/leftover.ts";
import { lostLog } from "./rules/lost_log.ts";
import { missingAliases } from "./rules/missing_aliases.ts";
import { missingInstance } from "./rules/missing_instance.ts";
import { ownUnits } from "./rules/own_units.ts";
import { noSubmission } from "./rules/no_submission.ts";
import { nobodyListens } from "./rules/nobody_listens.ts";
import { overriddenSettings } from "./rules/overridden_settings.ts";
import { permissions } from "./rules/permissions.ts";
import { sameEndpoint } from "./rules/same_endpoint.ts";
import { sameHostname } from "./rules/same_hostname.ts";
import { sameName } from "./rules/same_name.ts";
import { sameSyslogName } from "./rules/same_syslog_name.ts";
import { servicesDisabled } from "./rules/services_disabled.ts";
import { sharedDirectory } from "./rules/shared_directory.ts";
import { startOrder } from "./rules/start_order.ts";
import { unitHooks } from "./rules/unit_hooks.ts";
import { unlistedInstance } from "./rules/unlisted_instance.ts";
import { wrapper } from "./rules/wrapper.ts";

/** What looks at the facts, and finds or finds not. */
export type Rule = (facts: Facts) => readonly Observation[];

/** Every rule by its id, in the order of its findings. */
export const RULES: Readonly<Record<string, Rule>> = {
  "wrapper": wrapper,
  "unit-hooks": unitHooks,
  "units": ownUnits,
  "missing-instance": missingInstance,
  "damaged-instance": damagedInstance,
  "same-name": sameName,
  "shared-directory": sharedDirectory,
  "same-endpoint": sameEndpoint,
  "same-hostname": sameHostname,
  "same-syslog-name": sameSyslogName,
  "start-order": startOrder,
  "nobody-listens": nobodyListens,
  "services-disabled": servicesDisabled,
  "no-submission": noSubmission,
  "missing-aliases": missingAliases,
  "lost-log": lostLog,
  "overridden-settings": overriddenSettings,
  "chroot-jail": chrootJail,
  "boot": boot,
  "permissions": permissions,
  "leftover": leftover,
  "unlisted-instance": unlistedInstance,
};

/** Everything that the rules find, by instance in start order, and then by rule. */
export function diagnose(facts: Facts): Finding[] {
  const titles = new Map([
    ...facts.unlisted.map(({ configDirectory, name }) =>
      [configDirectory, name || configDirectory] as const
    ),
    ...facts.damaged.map(({ configDirectory, name }) =>
      [configDirectory, name || configDirectory] as const
    ),
    ...facts.instances.map(({ instance }) =>
      [instance.configDirectory, titleOf(instance)] as const
    ),
  ]);
  const found = Object.entries(RULES).flatMap(([id, rule]) =>
    rule(facts).map((observation): Finding => ({
      id,
      instance: titles.get(observation.configDirectory) ??
        observation.configDirectory,
      ...observation,
    }))
  );
  const order = [facts.primary, ...facts.list];
  const rank = ({ configDirectory }: Finding): number => {
    const place = order.indexOf(configDirectory);
    return place < 0 ? order.length : place;
  };
  return found.toSorted((one, other) => rank(one) - rank(other));
}
