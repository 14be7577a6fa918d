/**
 * The steps that write files into a plugin directory.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import type { Step } from "../lifecycle/step.ts";
import { encodeUtf8, fromBytes, toBytes } from "../main_cf/byte_string.ts";
import type { ShippedFile, ShippedPlugin } from "../plugins/shipped.ts";
import { lstatOrNothing } from "../sys/files.ts";
import type { DiskOverlay } from "./disk_overlay.ts";

/** What plugins are planned with. */
export interface PluginFilesContext {
  /** The disk as it will be. */
  readonly disk: DiskOverlay;
  /** Those that come with this program. */
  readonly shipped: readonly ShippedPlugin[];
  /** The ids that the instance has from the primary; empty for the primary. */
  readonly inherited: ReadonlySet<string>;
}

/** A plugin directory, and what is in it. */
export interface PluginPlace extends PluginFilesContext {
  /** Absolute path. */
  readonly directory: string;
  /** The files that are there. */
  readonly names: readonly string[];
}

/** The steps that write files of a plugin that comes with this program. */
export function installShipped(
  files: readonly ShippedFile[],
  place: PluginPlace,
): Step[] {
  return files.flatMap(({ name, text, mode }) => [
    ...foldersOf(name, place.directory),
    ...writeIfOther({ name, content: encodeUtf8(text) }, place, { mode }),
  ]);
}

/** The directories that a part is in; the plugin directory is made elsewhere. */
function foldersOf(name: string, directory: string): Step[] {
  const folders = name.split("/").slice(0, -1);
  return folders.flatMap((_, index): Step[] => {
    const path = [directory, ...folders.slice(0, index + 1)].join("/");
    return lstatOrNothing(path) === undefined
      ? [{ kind: "make-directory", path, mode: 0o755 }]
      : [];
  });
}

/** The step that writes a file of a plugin, unless it is there. */
export function writeIfOther(
  { name, content }: { readonly name: string; readonly content: string },
  { directory, disk }: PluginPlace,
  { mode }: { readonly mode: number },
): Step[] {
  const path = `${directory}/${name}`;
  const now = disk.read(path);
  if (now !== undefined && fromBytes(now) === content) return [];
  const info = now === undefined ? undefined : lstatOrNothing(path);
  return [{
    kind: "write-file",
    path,
    content: toBytes(content),
    mode: info === undefined ? mode : (info.mode ?? mode) & 0o777,
  }];
}
