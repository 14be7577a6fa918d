/**
 * Reading the list of instances: the primary, then each directory of its
 * multi_instance_directories, in order.
 *
 * Reads the main.cf of each; writes nothing. A secondary instance that cannot
 * be read is reported as damaged and the others are read all the same, unlike
 * the stock tool, which gives up.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { type Installation, readParameters } from "../postfix/installation.ts";
import { listOf, type Parameters } from "../postfix/parameters.ts";
import { statOrNothing } from "../sys/files.ts";
import type { InstanceCache, ReadInstance } from "./cache/instance_cache.ts";
import {
  type DamagedInstance,
  type Instance,
  withoutSlash,
} from "./instance.ts";
import {
  primaryInstance,
  secondaryInstance,
  wordIfReadable,
} from "./read_instance.ts";

/** A secondary in the list: one that can be used, or one that cannot. */
export type ListedInstance =
  | { readonly instance: Instance; readonly damage?: undefined }
  | { readonly instance?: undefined; readonly damage: DamagedInstance };

/** All instances of one installation, in start order. */
export interface InstanceList {
  /** The primary instance. */
  readonly primary: Instance;
  /** The others, in the order of the list. */
  readonly secondaries: readonly ListedInstance[];
}

/**
 * Read all instances.
 *
 * With no secondary instance the primary counts as enabled, whatever its
 * setting says.
 *
 * @param cache What may be known without reading; nothing, when left out.
 * @throws {FatalError} When the primary instance cannot be read.
 */
export function readInstances(
  installation: Installation,
  cache?: InstanceCache,
): InstanceList {
  const { primary, configDirectory } = installation;
  const directories = listOf(primary.value("multi_instance_directories"));
  const seen = new Set([withoutSlash(configDirectory)]);
  const secondaries = directories.map((directory) =>
    readSecondary(directory, { installation, seen, cache })
  );
  const isAlone = directories.length === 0;
  return {
    primary: primaryInstance(configDirectory, primary, { isAlone }),
    secondaries,
  };
}

/** What one secondary instance is read with. */
interface Reading {
  readonly installation: Installation;
  /** The directories before it, without slash at the end. */
  readonly seen: Set<string>;
  readonly cache: InstanceCache | undefined;
}

function readSecondary(
  configDirectory: string,
  { installation: { primary, compiledIn }, seen, cache }: Reading,
): ListedInstance {
  let parameters: Parameters | undefined;
  const read = (): ReadInstance => {
    refuseMissing(configDirectory, primary);
    parameters = readParameters(configDirectory, compiledIn);
    const instance = secondaryInstance(configDirectory, parameters);
    refusePrimaryDirectories(parameters, primary);
    return { instance, parameters };
  };
  try {
    refuseUnusable(configDirectory, { seen, primary });
    seen.add(withoutSlash(configDirectory));
    const instance = cache?.instanceIn(configDirectory, read) ??
      read().instance;
    return { instance };
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    return {
      damage: {
        configDirectory,
        reason: error.message,
        name: wordIfReadable(parameters, "multi_instance_name"),
        group: wordIfReadable(parameters, "multi_instance_group"),
      },
    };
  }
}

/** An empty or truncated main.cf would claim the primary's directories. */
function refusePrimaryDirectories(
  parameters: Parameters,
  primary: Parameters,
): void {
  for (const name of ["queue_directory", "data_directory"]) {
    if (parameters.explicit(name) !== undefined) continue;
    const value = parameters.value(name);
    if (value !== primary.value(name)) continue;
    throw new FatalError(
      `${parameters.path}: ${name} is not set, and ${value} is the primary ` +
        "instance's: set a directory of its own",
    );
  }
}

/** What is wrong with the entry itself. */
function refuseUnusable(
  directory: string,
  { seen, primary }: {
    readonly seen: ReadonlySet<string>;
    readonly primary: Parameters;
  },
): void {
  const problem = !directory.startsWith("/")
    ? "is not an absolute path: correct it"
    : !seen.has(withoutSlash(directory))
    ? undefined
    : `${withoutSlash(directory)}/main.cf` === primary.path
    ? "is the primary instance's own: remove it from the list"
    : "is listed twice: remove one of the two";
  if (problem === undefined) return;
  const name = "multi_instance_directories";
  throw new FatalError(
    `${primary.place(name)}: ${name}: ${directory} ${problem}`,
  );
}

function refuseMissing(directory: string, primary: Parameters): void {
  const name = "multi_instance_directories";
  const remedy = `restore it, or run "postmulti -e deport -i ${directory}"`;
  const info = statOrNothing(directory);
  if (!info?.isDirectory) {
    const state = info === undefined ? "missing" : "not a directory";
    throw new FatalError(
      `${primary.place(name)}: ${name}: ${directory} is ${state}: ${remedy}`,
    );
  }
  if (statOrNothing(`${directory}/main.cf`) === undefined) {
    throw new FatalError(
      `${directory}/main.cf: there is no such file: ${remedy}`,
    );
  }
}
