/**
 * Which plugins are in force for one instance: those of the host, with its own
 * put over them. Pure.
 *
 * @module
 */

import type { BrokenPlugin, Plugin, PluginSet, Unused } from "./plugin.ts";
import type { Found } from "./inspect_plugin.ts";
import type { FoundConf, ScannedDirectory } from "./scan_directory.ts";

/** The plugins of the host, for an instance without a directory of its own. */
export function hostPlugins(site: ScannedDirectory): PluginSet {
  const plugins: Plugin[] = [];
  const broken: BrokenPlugin[] = site.broken === undefined ? [] : [site.broken];
  for (const [id, found] of site.found) {
    const conf = site.confs.get(id);
    if (found.kind === "plugin" && conf === undefined) {
      plugins.push(found.plugin);
      continue;
    }
    const settled = settle(found, { id, conf });
    if ("reason" in settled) broken.push(settled);
    else plugins.push(settled);
  }
  return { plugins, broken, unused: site.unused };
}

/**
 * Put the plugin directory of an instance over the host's.
 *
 * The same id in the instance's replaces the host's; an empty file there masks
 * it. Settings are taken from the instance's directory first.
 *
 * @param site The directory of the primary instance; undefined when there is none.
 * @param own That of the instance.
 */
export function mergePlugins(
  site: ScannedDirectory | undefined,
  own: ScannedDirectory,
): PluginSet {
  const plugins: Plugin[] = [];
  const broken = [site?.broken, own.broken].flatMap((one) => one ?? []);
  const unused: Unused[] = [...site?.unused ?? [], ...own.unused];
  const ids = new Set([...site?.found.keys() ?? [], ...own.found.keys()]);
  for (const id of [...ids].sort()) {
    const above = site?.found.get(id);
    const below = own.found.get(id);
    const found = below ?? above;
    if (found === undefined) continue;
    const isMasked = below?.kind === "mask";
    if (above !== undefined && below !== undefined) {
      unused.push({ path: above.path, why: isMasked ? "masked" : "replaced" });
    } else if (isMasked) {
      unused.push({ path: below.path, why: "empty" });
    }
    if (isMasked) continue;
    const conf = own.confs.get(id) ?? site?.confs.get(id);
    const settled = settle(found, { id, conf });
    if ("reason" in settled) broken.push(settled);
    else plugins.push(settled);
  }
  return { plugins, broken, unused };
}

function settle(
  found: Found,
  { id, conf }: { readonly id: string; readonly conf: FoundConf | undefined },
): Plugin | BrokenPlugin {
  if (found.kind === "broken") return found.broken;
  if (found.kind === "mask") {
    return {
      id,
      path: found.path,
      reason: "is empty, which only masks a plugin in the directory of a " +
        "secondary instance",
      remedy: "remove it, or give it its content",
      declaration: undefined,
    };
  }
  const { plugin } = found;
  if (conf?.mistrust !== undefined) {
    return { id, ...conf.mistrust, declaration: plugin.declaration };
  }
  return conf === undefined ? plugin : { ...plugin, conf: conf.path };
}
