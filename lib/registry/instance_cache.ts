/**
 * Remembering what the main.cf files of secondary instances say, so that many
 * instances are listed without reading as many files.
 *
 * One cache file per postconf(1), see lib/sys/cache_file.ts, for root only: who
 * may not read a main.cf is told nothing by it. An entry counts while its main.cf
 * is the same file with the same size and times, and the compiled-in defaults are
 * the same. It is made only of a file that has been left alone for a while, so
 * that the next change must show in its times, and only of values that stand
 * there as they are, without `$name` in them, and of directories that are not
 * left to the defaults.
 *
 * @module
 */

import type { CompiledIn } from "../postfix/compiled_in.ts";
import type { Parameters } from "../postfix/parameters.ts";
import { readCacheFile, writeCacheFile } from "../sys/cache_file.ts";
import { type FileIdentity, fileIdentity } from "../sys/identity.ts";
import { isRoot } from "../sys/process.ts";
import type { Instance } from "./instance.ts";
import {
  formatKnown,
  type KnownInstance,
  parseKnown,
} from "./known_instances.ts";

/** How long a main.cf must have been left alone; times of files are coarse. */
const SETTLED_MS = 2000;

/** All that an instance is made of. */
const WORDS = [
  "multi_instance_name",
  "multi_instance_group",
  "multi_instance_enable",
];
const DIRECTORIES = ["queue_directory", "data_directory"];

/** What is known of instances without reading them. */
export interface InstanceCache {
  /**
   * An instance by its configuration directory: as it is known, or else read, and
   * remembered if it can be.
   *
   * @param read Reads its main.cf and makes an instance of it.
   */
  instanceIn(configDirectory: string, read: () => ReadInstance): Instance;
}

/** An instance, and what it was made of. */
export interface ReadInstance {
  /** The instance. */
  readonly instance: Instance;
  /** Its parameters. */
  readonly parameters: Parameters;
}

/**
 * Use what is known under these defaults, and write down what has been learned.
 *
 * @param use Gets undefined when nothing can be known.
 */
export function usingInstanceCache<T>(
  { edition, get }: CompiledIn,
  use: (cache: InstanceCache | undefined) => T,
): T {
  if (edition === undefined || !isRoot()) return use(undefined);
  const name = `${edition.name}.instances`;
  const known = readKnown(name, edition.identity);
  const listed = new Map<string, KnownInstance>();
  let hasLearned = false;
  const result = use({
    instanceIn(configDirectory, read): Instance {
      const before = identityIn(configDirectory);
      const one = known.get(configDirectory);
      if (one !== undefined && one.identity === before?.text) {
        listed.set(configDirectory, one);
        return one.instance;
      }
      const { instance, parameters } = read();
      const isLasting = isSettled(before) && isLiteral(parameters, get) &&
        before.text === identityIn(configDirectory)?.text;
      if (!isLasting) return instance;
      listed.set(configDirectory, { instance, identity: before.text });
      hasLearned = true;
      return instance;
    },
  });
  if (hasLearned) {
    const text = formatKnown(listed, edition.identity);
    writeCacheFile(name, new TextEncoder().encode(text), 0o600);
  }
  return result;
}

function readKnown(name: string, edition: string): Map<string, KnownInstance> {
  const file = readCacheFile(name);
  if (file === undefined) return new Map();
  return parseKnown(new TextDecoder().decode(file.content), edition);
}

function identityIn(configDirectory: string): FileIdentity | undefined {
  return fileIdentity(`${configDirectory}/main.cf`);
}

function isSettled(
  identity: FileIdentity | undefined,
): identity is FileIdentity {
  return identity !== undefined &&
    Date.now() - identity.changedMs > SETTLED_MS;
}

/** Whether nothing but its main.cf and the defaults has a say in an instance. */
function isLiteral(
  parameters: Parameters,
  defaultOf: CompiledIn["get"],
): boolean {
  return DIRECTORIES.every((name) => parameters.explicit(name) !== undefined) &&
    [...DIRECTORIES, ...WORDS].every((name) =>
      !(parameters.explicit(name) ?? defaultOf(name) ?? "").includes("$")
    );
}
