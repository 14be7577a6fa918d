/**
 * The instances as the generator needs them.
 *
 * @module
 */

import { readSettled } from "../registry/choose_instances.ts";
import type { Installation } from "../postfix/installation.ts";
import type { UnitInstance } from "./unit_list.ts";

/**
 * All listed instances, the primary first, damaged ones included.
 *
 * @throws {FatalError} When the primary instance cannot be read.
 */
export function unitInstances(installation: Installation): UnitInstance[] {
  const { primary, secondaries } = readSettled(installation);
  return [{ instance: primary }, ...secondaries].map(
    ({ instance, damage }): UnitInstance =>
      instance === undefined
        ? {
          configDirectory: damage.configDirectory,
          name: damage.name ?? "",
          group: damage.group ?? "",
          isPrimary: false,
          isStarted: true,
          queueDirectory: undefined,
        }
        : {
          configDirectory: instance.configDirectory,
          name: instance.name,
          group: instance.group,
          isPrimary: instance.primary,
          isStarted: instance.enabled,
          queueDirectory: instance.queueDirectory,
        },
  );
}
