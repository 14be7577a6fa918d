/**
 * The plugins of one instance, as a document has them.
 *
 * Reads the plugin directory, changes nothing.
 *
 * @module
 */

import { encodeUtf8, fromBytes } from "../main_cf/byte_string.ts";
import { toText } from "../main_cf/lossless_text.ts";
import { DISABLED, fileNamed } from "../plugins/file_name.ts";
import { PLUGIN_DIRECTORY } from "../plugins/plugin.ts";
import { isDirectory, listDirectory } from "../sys/files.ts";
import type { PluginFilesContext } from "./plugin_files.ts";

/** By id: whether it is switched on, its settings, and its file unless it is shipped. */
export function exportPlugins(
  configDirectory: string,
  context: PluginFilesContext,
): Record<string, unknown> {
  const directory = `${configDirectory}/${PLUGIN_DIRECTORY}`;
  if (!isDirectory(directory)) return {};
  const names = listDirectory(directory).flatMap(({ name, isFile }) =>
    isFile ? name : []
  );
  const entries = [...idsIn(names)].flatMap((id) => {
    const plugin = exportPlugin(id, { ...context, directory, names });
    return plugin === undefined ? [] : [[id, plugin] as const];
  });
  return Object.fromEntries(entries);
}

interface Place extends PluginFilesContext {
  readonly directory: string;
  readonly names: readonly string[];
}

function idsIn(names: readonly string[]): ReadonlySet<string> {
  const ids = names.flatMap((name) => {
    const named = fileNamed(withoutDisabled(name));
    return named.kind === "plugin" || named.kind === "conf" ? named.id : [];
  });
  return new Set(ids.sort());
}

/** Undefined for what a document cannot say. */
function exportPlugin(id: string, place: Place): unknown {
  const { disk, directory, names, inherited, shipped } = place;
  const files = names.filter((name) => {
    const named = fileNamed(withoutDisabled(name));
    return named.kind === "plugin" && named.id === id;
  });
  const read = (name: string): string =>
    fromBytes(disk.read(`${directory}/${name}`) ?? new Uint8Array());
  const confName = `${id}.conf`;
  const conf = names.includes(confName) ? { conf: toText(read(confName)) } : {};
  const active = files.find((name) => !name.endsWith(DISABLED));
  const name = active ?? files[0];
  if (name === undefined) {
    return inherited.has(id) ? { enabled: true, ...conf } : undefined;
  }
  if (files.length > 1) return undefined;
  const content = read(name);
  if (content === "") {
    const isMask = inherited.has(id) && name === id;
    return isMask ? { enabled: false, ...conf } : undefined;
  }
  const known = shipped.find((one) => one.id === id)?.file;
  const isShipped = known !== undefined && encodeUtf8(known.text) === content &&
    withoutDisabled(name) === known.name;
  const file = { name: withoutDisabled(name), content: toText(content) };
  return {
    enabled: active !== undefined,
    ...conf,
    ...isShipped ? {} : { file },
  };
}

function withoutDisabled(name: string): string {
  return name.endsWith(DISABLED) ? name.slice(0, -DISABLED.length) : name;
}
