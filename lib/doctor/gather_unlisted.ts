/**
 * Finding instances that are in no list: beside those that are.
 *
 * A directory looks like an instance when it has a main.cf and a master.cf, and the
 * main.cf gives it a name or a queue of its own. A copy of an instance has that
 * instance's queue, and is none.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { type Installation, readParameters } from "../postfix/installation.ts";
import type { Parameters } from "../postfix/parameters.ts";
import { isDirectory, isRegularFile, listDirectory } from "../sys/files.ts";
import { realPath } from "../sys/real_path.ts";
import type { Unlisted } from "./facts.ts";

/**
 * Look beside the configuration directories of the instances.
 *
 * @param managed Those of the primary and of the list.
 * @throws {FatalError} When a directory cannot be read.
 */
export function findUnlisted(
  managed: readonly string[],
  installation: Installation,
): Unlisted[] {
  const known = new Set(managed.map(realPath));
  const queues = new Set(managed.flatMap((directory) => {
    const parameters = read(directory, installation);
    return parameters === undefined ? [] : queueOf(parameters);
  }));
  const parents = [
    ...new Set([...known].map((path) => path.replace(/\/[^/]*$/, ""))),
  ];
  return parents.filter((parent) => isDirectory(parent || "/"))
    .flatMap((parent) =>
      listDirectory(parent || "/").map(({ name }) => `${parent}/${name}`)
    )
    .filter((path) => !known.has(realPath(path)) && hasBoth(path))
    .flatMap((configDirectory) => {
      const parameters = read(configDirectory, installation);
      if (parameters === undefined) return [];
      if (queueOf(parameters).some((queue) => queues.has(queue))) return [];
      const name = parameters.value("multi_instance_name");
      return [{ configDirectory, name }];
    });
}

function hasBoth(directory: string): boolean {
  return isRegularFile(`${directory}/main.cf`) &&
    isRegularFile(`${directory}/master.cf`);
}

/** What cannot be read looks like nothing. */
function read(
  directory: string,
  { compiledIn }: Installation,
): Parameters | undefined {
  try {
    if (!isRegularFile(`${directory}/main.cf`)) return undefined;
    const parameters = readParameters(directory, compiledIn);
    parameters.value("queue_directory");
    parameters.value("multi_instance_name");
    return parameters;
  } catch (error) {
    if (error instanceof FatalError) return undefined;
    throw error;
  }
}

function queueOf(parameters: Parameters): string[] {
  return [realPath(parameters.value("queue_directory"))];
}
