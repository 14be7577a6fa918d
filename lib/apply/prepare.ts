/**
 * What there is to do on the host so that it is as a document says.
 *
 * All is looked through, and what can be refused is refused, before anything is
 * done. Reads the disk, changes nothing.
 *
 * @module
 */

import { refuseNested } from "../lifecycle/new_places.ts";
import { allClaims } from "../registry/all_claims.ts";
import { claimsOf, damagedClaims, registerClaims } from "../registry/claims.ts";
import type { InstanceList } from "../registry/load.ts";
import type { DiskOverlay } from "./disk_overlay.ts";
import type { Host } from "./host.ts";
import { claimedDirectories, refuseForeignPlaces } from "./foreign_places.ts";
import { inheritedPlugins } from "./inherited.ts";
import type { ApplyContext } from "./apply_context.ts";
import {
  type Prepared,
  prepareOne,
  type TargetContext,
} from "./prepare_target.ts";
import { wantedOrder } from "./start_order.ts";
import { targetsOf } from "./target.ts";

/** What there is to do. */
export interface Preparation {
  /** In start order. */
  readonly prepared: readonly Prepared[];
  /** The start order of what will be listed. */
  readonly order: readonly string[];
  /** Whether what is listed has another order now. */
  readonly isReordered: boolean;
}

/**
 * Look through a document and the host.
 *
 * @throws {FatalError} When something cannot be done; nothing has been.
 */
export function prepare(
  host: Host,
  disk: DiskOverlay,
  applyContext: ApplyContext,
): Preparation {
  const { document } = applyContext;
  const targets = targetsOf(document, host.list);
  const going = new Set(
    targets.flatMap(({ wanted, configDirectory }) =>
      wanted.state === "absent" ? configDirectory : []
    ),
  );
  const list = withoutEntries(host.list, going);
  const staying = targets.filter(({ wanted }) => wanted.state !== "absent");
  const listed = list.secondaries.map(({ instance, damage }) =>
    (instance ?? damage).configDirectory
  );
  const secondaries = staying.filter(({ wanted }) => !wanted.primary)
    .map(({ configDirectory }) => configDirectory);
  const order = wantedOrder(listed, secondaries);
  const context: TargetContext = {
    host,
    list,
    listed: new Set(listed),
    order,
    disk,
    applyContext,
    inherited: inheritedPlugins(host.list.primary.configDirectory, document),
  };
  const prepared = targets.map((target) => prepareOne(target, context));
  refuseSharing(prepared, context);
  refuseForeign(prepared, context);
  const kept = order.filter((directory) => context.listed.has(directory));
  const isReordered = kept.some((directory, index) =>
    directory !== listed[index]
  );
  return { prepared, order, isReordered };
}

function withoutEntries(
  list: InstanceList,
  going: ReadonlySet<string>,
): InstanceList {
  return {
    ...list,
    secondaries: list.secondaries.filter(({ instance, damage }) =>
      !going.has((instance ?? damage).configDirectory)
    ),
  };
}

/** Files that would end up in directories of other instances, damaged ones too. */
function refuseForeign(
  prepared: readonly Prepared[],
  { host: { installation, list } }: TargetContext,
): void {
  const staying = prepared.flatMap(({ subject, target: { wanted } }) =>
    subject === undefined || wanted.state === "absent"
      ? []
      : [{ subject, wanted }]
  );
  const { primary, secondaries } = list;
  const claimed = claimedDirectories([
    ...allClaims(installation, { primary, secondaries: [] }),
    ...secondaries.flatMap(({ instance }) =>
      instance ? claimsOf(instance) : []
    ),
    ...damagedClaims(secondaries),
    ...staying.flatMap(({ subject }) => claimsOf(subject)),
  ]);
  for (const { subject, wanted } of staying) {
    refuseForeignPlaces(wanted, subject, claimed);
  }
}

/** Names and directories of all instances together, as they will be. */
function refuseSharing(
  prepared: readonly Prepared[],
  { host, list }: TargetContext,
): void {
  const future = new Map(
    prepared.flatMap(({ subject, target }) =>
      subject === undefined || target.wanted.state === "absent" ? [] : [[
        subject.configDirectory,
        { ...subject, name: target.wanted.name ?? subject.name },
      ]]
    ),
  );
  const others = list.secondaries.filter(({ instance }) =>
    instance !== undefined && !future.has(instance.configDirectory)
  );
  registerClaims([
    ...allClaims(host.installation, {
      primary: list.primary,
      secondaries: others,
    }),
    ...[...future.values()].filter(({ primary }) => !primary).flatMap(claimsOf),
  ]);
  // Each was compared with the existing instances; now with the other new ones.
  const created = prepared.flatMap(({ creation }) => creation?.subject ?? []);
  const comingClaims = created.flatMap(claimsOf);
  for (const instance of created) refuseNested(instance, comingClaims);
}
