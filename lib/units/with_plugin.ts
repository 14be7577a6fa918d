/**
 * The plugin that hands over to the units what is typed in a shell or done by cron.
 *
 * It comes and goes with the units, unless the administrator has installed or changed it.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { installPlugin } from "../plugins/commands/install_plugin.ts";
import {
  madeDirectory,
  ownDirectory,
} from "../plugins/commands/trusted_directory.ts";
import { fileNamed } from "../plugins/file_name.ts";
import { SYSTEMD_PLUGIN } from "../plugins/plugin.ts";
import type { ShippedPlugin } from "../plugins/shipped.ts";
import { isDirectory, listDirectory, lstatOrNothing } from "../sys/files.ts";
import { readRegularFile } from "../sys/read_file.ts";
import { removeDirectory, removeFile } from "../sys/remove.ts";
import { digestOf, NO_TRACES, type Traces } from "./own_files.ts";

/** Whether it is in the plugin directory of the host, switched on or off. */
export function hasUnitsPlugin(configDirectory: string): boolean {
  const directory = ownDirectory(configDirectory);
  return isDirectory(directory) && listDirectory(directory).some(({ name }) => {
    const named = fileNamed(name.replace(/\.disabled$/, ""));
    return named.kind === "plugin" && named.id === SYSTEMD_PLUGIN;
  });
}

/**
 * Install it, unless it is there.
 *
 * @returns What was made.
 * @throws {FatalError} When it cannot be written.
 */
export async function addUnitsPlugin(
  configDirectory: string,
  shipped: readonly ShippedPlugin[],
): Promise<Traces> {
  const plugin = shipped.find(({ id }) => id === SYSTEMD_PLUGIN);
  if (plugin === undefined || hasUnitsPlugin(configDirectory)) return NO_TRACES;
  const own = ownDirectory(configDirectory);
  const isNew = lstatOrNothing(own) === undefined;
  const directory = madeDirectory(configDirectory, { isForModule: false });
  const hadConf = lstatOrNothing(`${directory}/${plugin.conf.name}`) !==
    undefined;
  await installPlugin(plugin, { directory, replace: false });
  const files = [plugin.file, ...hadConf ? [] : [plugin.conf]];
  return {
    directories: isNew ? [directory] : [],
    files: await Promise.all(files.map(async ({ name, text }) => ({
      path: `${directory}/${name}`,
      digest: await digestOf(text),
    }))),
  };
}

/** Remove what was made, but what has been changed since; that is reported. */
export async function removeMade(
  { directories, files }: Traces,
  { diagnostics, root }: {
    readonly diagnostics: Diagnostics;
    /** What the paths are below; "" for this host. */
    readonly root: string;
  },
): Promise<string[]> {
  const removed: string[] = [];
  for (const { path: traced, digest } of files) {
    const path = `${root}${traced}`;
    if (lstatOrNothing(path) === undefined) continue;
    const text = new TextDecoder().decode(readRegularFile(path));
    if (await digestOf(text) !== digest) {
      diagnostics.notice(`${path}: kept: it has been changed since`);
      continue;
    }
    removeFile(path);
    removed.push(traced);
  }
  for (const traced of directories.toReversed()) {
    const directory = `${root}${traced}`;
    const isEmpty = isDirectory(directory) &&
      listDirectory(directory).length === 0;
    if (isEmpty) removeDirectory(directory);
  }
  return removed;
}
