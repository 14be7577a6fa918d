/**
 * What the commands of --plugins look at.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { chooseInstances, type Chosen } from "../registry/choose_instances.ts";
import {
  type InventoryRow,
  takeInventory,
} from "../plugins/commands/inventory.ts";
import { pluginsOf } from "../plugins/load_plugins.ts";
import { SHIPPED_IDS } from "../plugins/shipped_ids.ts";
import type { Installation } from "../postfix/installation.ts";
import type { Instance } from "../registry/instance.ts";
import { noMatch, selectables } from "../registry/no_match.ts";
import type { RunState } from "./run_state.ts";

/** What the commands work with. */
export interface PluginsContext {
  /** The Postfix that the instances belong to. */
  readonly installation: Installation;
  /** This run of the program. */
  readonly state: RunState;
}

/** All instances that can be read; the others are reported. */
export function allInstances({ installation, state }: PluginsContext): Chosen {
  return chooseInstances(installation, { by: "all" }, state.diagnostics);
}

/** All that is in the plugin directories of these instances. */
export function inventoryOf(
  instances: readonly Instance[],
  installation: Installation,
): InventoryRow[] {
  return takeInventory(instances, {
    directories: pluginsOf(installation),
    shipped: SHIPPED_IDS,
  });
}

/**
 * The instance that a value of -i means.
 *
 * @throws {FatalError} When there is none.
 */
export function oneInstance(
  name: string,
  { installation, state }: PluginsContext,
): Instance {
  const selection = { by: "name", name } as const;
  const { instances: [instance], list } = chooseInstances(
    installation,
    selection,
    state.diagnostics,
  );
  if (instance !== undefined) return instance;
  throw new FatalError(noMatch(selectables(list), selection));
}
