/**
 * The steps that make the files of a listed instance as an entry says.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import type { Step } from "../lifecycle/step.ts";
import type { Instance } from "../registry/instance.ts";
import { configurationSteps, planConfiguration } from "./configuration.ts";
import type { DiskOverlay } from "./disk_overlay.ts";
import type { PluginFilesContext } from "./plugin_files.ts";
import type { Target } from "./target.ts";

/** What changes the files of an instance that is there. */
export function stepsFor(
  { wanted }: Target,
  instance: Instance,
  context: PluginFilesContext,
): readonly Step[] {
  const { configDirectory } = instance;
  const { disk } = context;
  const read = (name: string): Uint8Array =>
    disk.read(`${configDirectory}/${name}`) ?? new Uint8Array();
  const configuration = planConfiguration(wanted, instance, {
    files: { mainCf: read("main.cf"), masterCf: read("master.cf") },
    plugins: pluginFilesContext(wanted, disk, context),
  });
  return configurationSteps(configuration, configDirectory);
}

/** What plugins of an instance are planned with. */
export function pluginFilesContext(
  { primary }: Pick<Instance, "primary">,
  disk: DiskOverlay,
  { shipped, inherited }: Omit<PluginFilesContext, "disk">,
): PluginFilesContext {
  return { disk, shipped, inherited: primary ? new Set() : inherited };
}
