/**
 * The plugins of the instances of one run, read when they are asked for.
 *
 * The host's directory is read once, each instance's own when it is asked for.
 * Where there is no plugin directory, one lstat(2) has been made and nothing
 * else happens.
 *
 * @module
 */

import type { Installation } from "../postfix/installation.ts";
import type { Instance } from "../registry/instance.ts";
import { openTrustJudge } from "../sys/trust_judge.ts";
import { type KnownOps, knownOps } from "./known_ops.ts";
import { hostPlugins, mergePlugins } from "./merge.ts";
import type { PluginSet } from "./plugin.ts";
import { scanDirectory, type ScannedDirectory } from "./scan_directory.ts";

/** The plugin directories of a host. */
export interface PluginDirectories {
  /** The plugins in force for an instance; undefined when there is no directory for it. */
  of(instance: Instance): PluginSet | undefined;
  /** The same, with the instance's own directory read again: it may be new. */
  again(instance: Instance): PluginSet | undefined;
}

/** Where plugins are, and what they can name. */
export interface LoadContext {
  /** The primary instance's configuration directory. */
  readonly primaryConfigDirectory: string;
  /** What events can be about. */
  readonly knownOps: KnownOps;
}

/** The plugin directories of an installed Postfix. */
export function pluginsOf(
  { configDirectory, primary }: Installation,
): PluginDirectories {
  return openPlugins({
    primaryConfigDirectory: configDirectory,
    knownOps: knownOps(primary),
  });
}

/** Plugin directories that have not been looked at yet. */
export function openPlugins(
  { primaryConfigDirectory, knownOps }: LoadContext,
): PluginDirectories {
  const judge = openTrustJudge();
  const known = new Map<string, ScannedDirectory | undefined>();
  const scan = (configDirectory: string): ScannedDirectory | undefined => {
    if (known.has(configDirectory)) return known.get(configDirectory);
    const scanned = scanDirectory(configDirectory, { judge, knownOps });
    known.set(configDirectory, scanned);
    return scanned;
  };
  let host: PluginSet | undefined;
  const of = ({ primary, configDirectory }: Instance) => {
    const site = scan(primaryConfigDirectory);
    const own = primary ? undefined : scan(configDirectory);
    if (own !== undefined) return mergePlugins(site, own);
    return site && (host ??= hostPlugins(site));
  };
  return {
    of,
    again(instance): PluginSet | undefined {
      if (!instance.primary) known.delete(instance.configDirectory);
      return of(instance);
    },
  };
}
