/**
 * The plan that makes or imports an instance of a document, with its
 * configuration.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import type { EditContext, Plan } from "../lifecycle/edit_context.ts";
import type { DirectoryParameter, EditRequest } from "../lifecycle/request.ts";
import { withoutSlash } from "../registry/instance.ts";
import { isRegularFile } from "../sys/files.ts";
import { planConfiguration } from "./configuration.ts";
import { withConfiguration } from "./configured_plan.ts";
import type { WantedInstance } from "./document.ts";
import { editRequest } from "./apply_context.ts";
import type { PluginFilesContext } from "./plugin_files.ts";

/** Whether an instance that is not listed has its files already. */
export function isComplete(configDirectory: string): boolean {
  return isRegularFile(`${configDirectory}/main.cf`) &&
    isRegularFile(`${configDirectory}/master.cf`);
}

/**
 * The request for a new instance.
 *
 * @param before The entry of the list that it goes before; undefined for the end.
 * @throws {FatalError} When the entry does not say where to put it.
 */
export function newRequest(
  wanted: WantedInstance,
  configDirectory: string,
  before: string | undefined,
): EditRequest {
  const isImport = isComplete(configDirectory);
  const { name, group, queueDirectory, dataDirectory } = wanted;
  const needed = [
    ["queue_directory", queueDirectory],
    ["data_directory", dataDirectory],
  ] as const;
  const directories: Partial<Record<DirectoryParameter, string>> = {
    config_directory: configDirectory,
  };
  for (const [parameter, value] of isImport ? [] : needed) {
    if (value !== undefined) directories[parameter] = value;
    else if (!name) {
      throw new FatalError(
        `${wanted.place}: a new instance without a name needs "${parameter}"`,
      );
    }
  }
  return editRequest({
    action: isImport ? "import" : "create",
    selection: before === undefined ? undefined : { by: "name", name: before },
    newName: name,
    newGroup: group,
    directories,
  });
}

/** Put the configuration of an entry into the plan that makes its instance. */
export function configureNew(
  wanted: WantedInstance,
  plan: Plan,
  plugins: PluginFilesContext,
): Plan {
  refuseOtherDirectories(wanted, plan.subject);
  return withConfiguration(plan, {
    read: plugins.disk.read,
    configure: (files) =>
      planConfiguration(wanted, plan.subject, { files, plugins }),
  });
}

/**
 * An instance stays where its mail is.
 *
 * @throws {FatalError} When an entry wants it elsewhere.
 */
export function refuseOtherDirectories(
  { place, queueDirectory, dataDirectory }: WantedInstance,
  now: EditContext["list"]["primary"],
): void {
  const directories = [
    ["queue_directory", queueDirectory, now.queueDirectory],
    ["data_directory", dataDirectory, now.dataDirectory],
  ] as const;
  for (const [parameter, wanted, there] of directories) {
    if (wanted === undefined || wanted === withoutSlash(there)) continue;
    throw new FatalError(
      `${place}: ${parameter} is ${there}, and cannot be changed: mail would ` +
        "be left behind: say so here, or make another instance",
    );
  }
}
