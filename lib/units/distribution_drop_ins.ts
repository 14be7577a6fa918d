/**
 * The drop-ins that make the distribution's units follow ours. Pure.
 *
 * postfix.service stands for all enabled instances, and postfix@NAME.service, where the
 * distribution has one for an instance, follows the unit of that instance. So
 * "systemctl restart postfix", which its package calls as well, acts on our units.
 *
 * @module
 */

import { dropIn, literal, type UnitFile, wants } from "./drop_in.ts";
import { unitOf } from "./unit_names.ts";
import type {
  DistributionUnits,
  TemplateNaming,
  UnitInstance,
} from "./unit_list.ts";

/** A service that does nothing but stand for others. */
const STAND_IN = `[Service]
Type=oneshot
RemainAfterExit=yes
Environment=
PIDFile=
ExecStartPre=
ExecStart=
ExecStart=/bin/true
ExecStop=
ExecReload=
ExecReload=/bin/true
`;

/** The distribution's unit for an instance; undefined where it has none. */
export function distributionUnitOf(
  { configDirectory, name, isPrimary }: Pick<
    UnitInstance,
    "configDirectory" | "name" | "isPrimary"
  >,
  naming: TemplateNaming | undefined,
): string | undefined {
  if (naming === "name") {
    if (isPrimary) return "postfix@-.service";
    return /^[A-Za-z0-9:_.-]+$/.test(name)
      ? `postfix@${name}.service`
      : undefined;
  }
  const [, escaped] = naming === "directory"
    ? /^postmulti@etc-postfix\\x2d(.+)\.service$/.exec(
      unitOf(configDirectory),
    ) ?? []
    : [];
  return escaped === undefined ? undefined : `postfix@${escaped}.service`;
}

/** Without the distribution's unit, the target is started at boot by itself. */
export function serviceDropIns(
  started: readonly UnitInstance[],
  { hasService }: DistributionUnits,
): UnitFile[] {
  if (!hasService) {
    return [dropIn("multi-user.target", ["[Unit]", "Wants=postmulti.target"])];
  }
  return [dropIn("postfix.service", [
    // While the target is active, systemd does not follow what it wants.
    ...wants(started),
    "Description=Postfix, all enabled instances (postmulti.target)",
    "Wants=postmulti.target",
    "After=postmulti.target",
    STAND_IN.trimEnd(),
  ])];
}

/** What makes the distribution's unit of an instance follow ours. */
export function followerDropIns(
  instance: UnitInstance,
  naming: TemplateNaming | undefined,
): UnitFile[] {
  const follower = distributionUnitOf(instance, naming);
  if (follower === undefined) return [];
  const unit = unitOf(instance.configDirectory);
  return [dropIn(follower, [
    "[Unit]",
    `Description=Follows ${unit}`,
    ...instance.isStarted
      ? [
        `Requires=${unit}`,
        `After=${unit}`,
        `PropagatesStopTo=${unit}`,
        `PropagatesReloadTo=${unit}`,
      ]
      // A disabled instance is not started by the distribution's unit either.
      : [`ConditionPathExists=!${literal(instance.configDirectory)}`],
    STAND_IN.trimEnd(),
  ])];
}

/** The generator of Debian 12 has this unit started for an instance without a name. */
const MISNAMED = "postfix@postfix.service";

/** What keeps that unit from being started, unless an instance has it by its name. */
export function misnamedDropIns(
  instances: readonly UnitInstance[],
  naming: TemplateNaming | undefined,
): UnitFile[] {
  const nameless = instances.find(({ isPrimary, name }) =>
    !isPrimary && name === ""
  );
  const isTaken = instances.some((one) =>
    distributionUnitOf(one, naming) === MISNAMED
  );
  if (naming !== "name" || nameless === undefined || isTaken) return [];
  const directory = literal(nameless.configDirectory);
  return [dropIn(MISNAMED, ["[Unit]", `ConditionPathExists=!${directory}`])];
}
