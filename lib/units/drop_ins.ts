/**
 * The files that the generator writes for the instances of this host. Pure.
 *
 * The distribution's units stay, with drop-ins: postfix.service stands for all
 * enabled instances, and postfix@NAME.service, where the distribution has one for
 * an instance, follows the unit of that instance. So "systemctl restart postfix",
 * which its package calls as well, acts on our units.
 *
 * @module
 */

import { groupUnitOf, isShortEnough, unitOf } from "./escape.ts";
import type {
  DistributionUnits,
  TemplateNaming,
  UnitInstance,
} from "./unit_list.ts";

/** The name of all drop-ins; one of the administrator's with a later name wins. */
export const DROP_IN = "50-postmulti.conf";

/** A file below the directory of the generator. */
export interface UnitFile {
  /** Relative path. */
  readonly path: string;
  /** What is in it. */
  readonly text: string;
}

/** After how many of those before it a unit is ordered, at most. */
const MOST_PREDECESSORS = 50;

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

/** All drop-ins. @param instances In the order of the list, the primary first. */
export function dropIns(
  instances: readonly UnitInstance[],
  distribution: DistributionUnits,
): UnitFile[] {
  const usable = instances.filter(hasUnit);
  const units = usable.map(({ configDirectory }) => unitOf(configDirectory));
  const started = usable.filter(({ isStarted }) => isStarted);
  return [
    ...usable.map((instance, at) =>
      instanceDropIn(instance, units.slice(0, at), distribution.naming)
    ),
    dropIn("postmulti.target", [
      ...wants(started),
      ...groupsOf(started).map((group) => `Wants=${groupUnitOf(group)}`),
    ]),
    ...groupDropIns(started),
    ...serviceDropIns(started, distribution),
    ...usable.flatMap((instance) =>
      followerDropIns(instance, distribution.naming)
    ),
    ...misnamedDropIns(usable, distribution.naming),
  ];
}

/** Whether an instance can have a unit: its name would not be too long. */
export function hasUnit(
  { configDirectory }: Pick<UnitInstance, "configDirectory">,
): boolean {
  return configDirectory.startsWith("/") &&
    isShortEnough(unitOf(configDirectory));
}

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

function instanceDropIn(
  instance: UnitInstance,
  before: readonly string[],
  naming: TemplateNaming | undefined,
): UnitFile {
  const { configDirectory, name, group, queueDirectory } = instance;
  const title = name === ""
    ? `in ${configDirectory}`
    : `${name} (${configDirectory})`;
  const follower = distributionUnitOf(instance, naming);
  return dropIn(unitOf(configDirectory), [
    "[Unit]",
    `Description=Postfix instance ${literal(title)}`,
    ...before.slice(-MOST_PREDECESSORS).map((unit) => `After=${unit}`),
    ...hasGroupUnit(group)
      ? ["PartOf", "ReloadPropagatedFrom", "Before"].map((setting) =>
        `${setting}=${groupUnitOf(group)}`
      )
      : [],
    ...follower === undefined || !instance.isStarted
      ? []
      : [`Wants=${follower}`],
    ...queueDirectory === undefined ? [] : [
      "[Service]",
      `PIDFile=${literal(queueDirectory)}/pid/master.pid`,
    ],
  ]);
}

function wants(instances: readonly UnitInstance[]): string[] {
  return [
    "[Unit]",
    ...instances.map(({ configDirectory }) =>
      `Wants=${unitOf(configDirectory)}`
    ),
  ];
}

function groupDropIns(instances: readonly UnitInstance[]): UnitFile[] {
  return groupsOf(instances).map((group) =>
    dropIn(
      groupUnitOf(group),
      wants(instances.filter((instance) => instance.group === group)),
    )
  );
}

function groupsOf(instances: readonly UnitInstance[]): string[] {
  return [
    ...new Set(instances.map(({ group }) => group).filter(hasGroupUnit)),
  ];
}

function hasGroupUnit(group: string): boolean {
  return group !== "" && isShortEnough(groupUnitOf(group));
}

/** Without the distribution's unit, the target is started at boot by itself. */
function serviceDropIns(
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
function followerDropIns(
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

function misnamedDropIns(
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

function dropIn(unit: string, lines: readonly string[]): UnitFile {
  return { path: `${unit}.d/${DROP_IN}`, text: `${lines.join("\n")}\n` };
}

/** Text in which nothing stands for something else. */
function literal(text: string): string {
  return text.replaceAll("%", "%%");
}
