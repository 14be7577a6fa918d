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
 * @throws {FatalError} When the primary instance cannot be read.
 */
export function readInstances(installation: Installation): InstanceList {
  const { primary, configDirectory, compiledIn } = installation;
  const directories = listOf(primary.value("multi_instance_directories"));
  const seen = new Set([withoutSlash(configDirectory)]);
  const secondaries = directories.map((directory) =>
    readSecondary(directory, {
      primary,
      read: () => {
        refuseUnusable(directory, { seen, primary });
        seen.add(withoutSlash(directory));
        return readParameters(directory, compiledIn);
      },
    })
  );
  const isAlone = directories.length === 0;
  return {
    primary: primaryInstance(configDirectory, primary, { isAlone }),
    secondaries,
  };
}

function readSecondary(
  configDirectory: string,
  { primary, read }: {
    readonly primary: Parameters;
    readonly read: () => Parameters;
  },
): ListedInstance {
  let parameters: Parameters | undefined;
  try {
    parameters = read();
    const instance = secondaryInstance(configDirectory, parameters);
    refusePrimaryDirectories(parameters, primary);
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

function refuseUnusable(
  directory: string,
  { seen, primary }: {
    readonly seen: ReadonlySet<string>;
    readonly primary: Parameters;
  },
): void {
  const name = "multi_instance_directories";
  const place = primary.place(name);
  if (!directory.startsWith("/")) {
    throw new FatalError(
      `${place}: ${name}: ${directory} is not an absolute path: correct it`,
    );
  }
  if (seen.has(withoutSlash(directory))) {
    throw new FatalError(
      `${place}: ${name}: ${directory} is ` +
        (`${withoutSlash(directory)}/main.cf` === primary.path
          ? "the primary instance's own: remove it from the list"
          : "listed twice: remove one of the two"),
    );
  }
  const remedy = `restore it, or run "postmulti -e deport -i ${directory}"`;
  const info = statOrNothing(directory);
  if (!info?.isDirectory) {
    const state = info === undefined ? "missing" : "not a directory";
    throw new FatalError(
      `${place}: ${name}: ${directory} is ${state}: ${remedy}`,
    );
  }
  if (statOrNothing(`${directory}/main.cf`) === undefined) {
    throw new FatalError(
      `${directory}/main.cf: there is no such file: ${remedy}`,
    );
  }
}
