/**
 * The files that the generator writes for the instances of this host. Pure.
 *
 * @module
 */

import {
  distributionUnitOf,
  followerDropIns,
  misnamedDropIns,
  serviceDropIns,
} from "./distribution_drop_ins.ts";
import { dropIn, literal, type UnitFile, wants } from "./drop_in.ts";
import { groupUnitOf, isShortEnough, unitOf } from "./unit_names.ts";
import type {
  DistributionUnits,
  TemplateNaming,
  UnitInstance,
} from "./unit_list.ts";

/** After how many of those before it a unit is ordered, at most. */
const MOST_PREDECESSORS = 50;

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
