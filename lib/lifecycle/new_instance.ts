/**
 * The names and directories of an instance that is about to be made or
 * imported. Pure.
 *
 * @module
 */

import { UsageError } from "../diag/errors.ts";
import type { Instance } from "../registry/instance.ts";
import type { DirectoryParameter, EditRequest } from "./request.ts";

/**
 * A directory of a new instance: the one named on the command line, else the
 * primary's with its last component replaced by the new name.
 *
 * @throws {UsageError} When it is neither named nor to be had from a name.
 */
export function newDirectory(
  parameter: DirectoryParameter,
  primaryDirectory: string,
  { action, directories, newName }: EditRequest,
): string {
  const named = directories[parameter];
  if (named !== undefined) return named;
  if (newName) {
    const parent = primaryDirectory.slice(0, primaryDirectory.lastIndexOf("/"));
    return `${parent}/${newName}`;
  }
  throw new UsageError(
    `-e ${action} needs a name (-I) or ${parameter}=/path/to/directory`,
  );
}

/**
 * The instance that -e create makes.
 *
 * @throws {UsageError} As newDirectory.
 */
export function newInstance(primary: Instance, request: EditRequest): Instance {
  const directory = (
    parameter: DirectoryParameter,
    primaryDirectory: string,
  ): string => newDirectory(parameter, primaryDirectory, request);
  return {
    primary: false,
    name: request.newName ?? "",
    group: request.newGroup ?? "",
    enabled: false,
    configDirectory: directory("config_directory", primary.configDirectory),
    queueDirectory: directory("queue_directory", primary.queueDirectory),
    dataDirectory: directory("data_directory", primary.dataDirectory),
  };
}
