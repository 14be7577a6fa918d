/**
 * What has to be done to the files of one instance.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import type { Step } from "../lifecycle/step.ts";
import type { MainCfEdit } from "../main_cf/edit.ts";
import type { MasterCfEdit } from "../postfix/edit_master_cf.ts";
import type { Instance } from "../registry/instance.ts";
import type { WantedInstance } from "./document.ts";
import { fileSteps } from "./file_steps.ts";
import { settingEdits } from "./main_settings.ts";
import type { PluginFilesContext } from "./plugin_files.ts";
import { pluginSteps } from "./plugin_steps.ts";
import { serviceEdits } from "./services.ts";

/** What has to be done. */
export interface Configuration {
  /** Edits of main.cf. */
  readonly mainCf: readonly MainCfEdit[];
  /** Edits of master.cf. */
  readonly masterCf: readonly MasterCfEdit[];
  /** Files and plugins. */
  readonly files: readonly Step[];
}

/** The two files that all instances have. */
export interface ConfigurationFiles {
  /** The bytes of main.cf. */
  readonly mainCf: Uint8Array;
  /** The bytes of master.cf. */
  readonly masterCf: Uint8Array;
}

/**
 * What has to be done so that an instance is as an entry says.
 *
 * @throws {FatalError} When that cannot be done.
 */
export function planConfiguration(
  wanted: WantedInstance,
  instance: Instance,
  { files, plugins }: {
    readonly files: ConfigurationFiles;
    readonly plugins: PluginFilesContext;
  },
): Configuration {
  const { configDirectory } = instance;
  return {
    mainCf: settingEdits(
      files.mainCf,
      wanted.mainCf,
      `${configDirectory}/main.cf`,
    ),
    masterCf: serviceEdits(files.masterCf, wanted.masterCf),
    files: eachMadeOnce([
      ...fileSteps(wanted.files, instance, plugins.disk),
      ...pluginSteps(wanted.plugins, configDirectory, plugins),
    ]),
  };
}

/** Without directories that are made already. */
export function eachMadeOnce(
  steps: readonly Step[],
  before: readonly Step[] = [],
): readonly Step[] {
  const made = new Set(before.flatMap(madeBy));
  return steps.filter((step) => {
    const isMade = madeBy(step).some((path) => made.has(path));
    for (const path of madeBy(step)) made.add(path);
    return !isMade;
  });
}

function madeBy(step: Step): readonly string[] {
  return step.kind === "make-directory" ? [step.path] : [];
}

/** The steps for an instance that is there. */
export function configurationSteps(
  { mainCf, masterCf, files }: Configuration,
  configDirectory: string,
): readonly Step[] {
  return [
    ...mainCf.length === 0 ? [] : [
      {
        kind: "edit-main-cf",
        path: `${configDirectory}/main.cf`,
        edits: mainCf,
      } as const,
    ],
    ...masterCf.length === 0 ? [] : [
      {
        kind: "edit-master-cf",
        path: `${configDirectory}/master.cf`,
        edits: masterCf,
      } as const,
    ],
    ...files,
  ];
}
