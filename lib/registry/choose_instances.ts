/**
 * The instances an iterator mode works on.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { type Installation, readParameters } from "../postfix/installation.ts";
import type { Instance } from "./instance.ts";
import { allClaims } from "./all_claims.ts";
import {
  type InstanceCache,
  usingInstanceCache,
} from "./cache/instance_cache.ts";
import { listToRemember } from "./cache/list_cache_entry.ts";
import { type InstanceList, readInstances } from "./load.ts";
import { select, type Selection } from "./select.ts";

/** The instances to work on, and whether that is all that was asked for. */
export interface Chosen {
  /** In start order. */
  readonly instances: readonly Instance[];
  /** False when a damaged instance had to be left out; it has been reported. */
  readonly isComplete: boolean;
  /** What was chosen from. */
  readonly list: InstanceList;
  /** What was asked for. */
  readonly selection: Selection;
}

/**
 * Read the list of instances and choose from it.
 *
 * @throws {FatalError} When the primary instance cannot be read, or two
 * instances claim the same name or directory.
 */
export function chooseInstances(
  installation: Installation,
  selection: Selection,
  diagnostics: Diagnostics,
): Chosen {
  const list = usingInstanceCache(
    installation.compiledIn,
    (cache) => {
      const list = readSettled(installation, cache);
      // A list with a conflict in it is not remembered.
      allClaims(installation, list);
      return list;
    },
    (list, listed) => listToRemember(installation, list, listed),
  );
  const { instances, damaged } = select(list, selection);
  for (const { configDirectory, reason } of damaged) {
    diagnostics.warning(`instance ${configDirectory} is left out: ${reason}`);
  }
  return { instances, isComplete: damaged.length === 0, list, selection };
}

/**
 * Read the list of instances. One that is destroyed while we look is listed but
 * gone. So where something is damaged, the list is read again, and counts if it
 * has changed.
 *
 * @param cache What may be known without reading; nothing, when left out.
 * @throws {FatalError} When the primary instance cannot be read.
 */
export function readSettled(
  installation: Installation,
  cache?: InstanceCache,
): InstanceList {
  const list = readInstances(installation, cache);
  if (list.secondaries.every(({ damage }) => damage === undefined)) return list;
  const { configDirectory, compiledIn } = installation;
  const primary = readParameters(configDirectory, compiledIn);
  const name = "multi_instance_directories";
  return primary.bytes(name) === installation.primary.bytes(name)
    ? list
    : readInstances({ ...installation, primary });
}
