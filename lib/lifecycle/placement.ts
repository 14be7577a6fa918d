/**
 * Where in the list a new instance goes: options -a, -g and -i with create and
 * import. Pure.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import type { InstanceList, ListedInstance } from "../registry/load.ts";
import { alternative, selectables } from "../registry/no_match.ts";
import {
  isDamageSelected,
  isSelected,
  type Selection,
} from "../registry/select.ts";

/**
 * The entry of the list that the new instance goes before; undefined for the
 * end of the list.
 *
 * @throws {FatalError} When -i or -g match no secondary instance.
 */
export function placeBefore(
  list: InstanceList,
  selection: Selection | undefined,
): string | undefined {
  if (selection === undefined) return undefined;
  const place = list.secondaries.find((listed) => isMeant(listed, selection));
  if (place !== undefined) {
    return (place.instance ?? place.damage).configDirectory;
  }
  if (selection.by === "all") return undefined;
  const wanted = selection.by === "name"
    ? `-i ${selection.name}`
    : `-g ${selection.group}`;
  const [, ...secondaries] = selectables(list);
  const mistyped = alternative(secondaries, selection);
  throw new FatalError(
    `no secondary instance matches ${wanted}${mistyped}, so the new one ` +
      'cannot be put before it: "postmulti -l" shows the instances there are',
  );
}

function isMeant(
  { instance, damage }: ListedInstance,
  selection: Selection,
): boolean {
  return instance !== undefined
    ? isSelected(instance, selection)
    : isDamageSelected(damage, selection) === true;
}
