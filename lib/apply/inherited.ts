/**
 * The plugins that secondary instances have from the primary one, as they are
 * when the primary is as a document says.
 *
 * @module
 */

import { DISABLED, fileNamed } from "../plugins/file_name.ts";
import { PLUGIN_DIRECTORY } from "../plugins/plugin.ts";
import { isDirectory, listDirectory } from "../sys/files.ts";
import type { ApplyDocument } from "./document.ts";

/** Their ids. */
export function inheritedPlugins(
  configDirectory: string,
  { instances }: ApplyDocument,
): ReadonlySet<string> {
  const directory = `${configDirectory}/${PLUGIN_DIRECTORY}`;
  const there = isDirectory(directory) ? listDirectory(directory) : [];
  const ids = new Set(there.flatMap(({ name, isDirectory }) => {
    const named = fileNamed(name);
    const isPlugin = named.kind === "plugin" && !isDirectory &&
      !name.endsWith(DISABLED);
    return isPlugin ? named.id : [];
  }));
  const primary = instances.find(({ primary }) => primary);
  for (const [id, { enabled }] of primary?.plugins ?? []) {
    if (enabled) ids.add(id);
    else ids.delete(id);
  }
  return ids;
}
