/**
 * The installed copies of shipped plugins that differ from what is shipped: for
 * `postmulti --plugins list` and `check`.
 *
 * @module
 */

import { nameOf } from "../file_name.ts";
import type { ShippedPlugin } from "../shipped.ts";
import { type CopyState, pluginStateOf } from "./copy_state.ts";
import type { InventoryRow } from "./inventory.ts";

/** A copy that is not what this program would install. */
export interface DifferingCopy {
  /** Absolute path of the plugin. */
  readonly path: string;
  /** Whether it came like this with an earlier version. */
  readonly state: Exclude<CopyState, "current">;
  /** `FILE: what it is: what to do`. */
  readonly text: string;
}

/**
 * Find them among the files of the plugin directories.
 *
 * @throws {FatalError} When a file cannot be read.
 */
export async function differingCopies(
  rows: readonly InventoryRow[],
  shipped: readonly ShippedPlugin[],
): Promise<DifferingCopy[]> {
  const found = await Promise.all(rows.map(async ({ state, id, path = "" }) => {
    const plugin = shipped.find((one) =>
      one.id === id && path.endsWith(`/${one.file.name}`)
    );
    if (plugin === undefined || state !== "active") return [];
    const directory = path.slice(0, -plugin.file.name.length - 1);
    const copyState = await pluginStateOf(plugin, directory);
    return copyState === "current"
      ? []
      : [{ path, state: copyState, text: describe(path, copyState, plugin) }];
  }));
  return found.flat();
}

function describe(
  path: string,
  state: DifferingCopy["state"],
  { id }: ShippedPlugin,
): string {
  const name = nameOf(id);
  return state === "earlier"
    ? `${path}: this is an earlier version of the shipped plugin: renew it with ` +
      `"postmulti --plugins install ${name}"`
    : `${path}: this differs from every version that was shipped: to replace ` +
      `it, run "postmulti --plugins install --replace ${name}"`;
}
