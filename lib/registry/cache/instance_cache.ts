/**
 * Remembering what the main.cf files of secondary instances say, so that many
 * instances are listed without reading as many files.
 *
 * One cache file per postconf(1), see lib/sys/cache_file.ts, for root only: who
 * may not read a main.cf learns nothing from it. An entry counts while its main.cf
 * is the same file with the same size and times, and the compiled-in defaults are
 * the same; what is written down at all, cacheable.ts says. The file also has what
 * cached_list.ts needs to list without making the list again.
 *
 * @module
 */

import type { CompiledIn } from "../../postfix/compiled_in.ts";
import type { Parameters } from "../../postfix/parameters.ts";
import { readCacheFile, writeCacheFile } from "../../sys/cache_file.ts";
import { type FileIdentity, fileIdentity } from "../../sys/identity.ts";
import { isRoot } from "../../sys/process.ts";
import type { Instance } from "../instance.ts";
import { instancesFile } from "./instances_file.ts";
import {
  formatKnown,
  type Known,
  type KnownInstance,
  type KnownList,
  parseKnown,
} from "./cache_format.ts";
import { isLiteral, isSettled } from "./cacheable.ts";

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
 * @param listOf What there is to know of the list as a whole, now that these
 * instances have been read; without it, that is forgotten when others are learned.
 */
export function usingInstanceCache<T>(
  { edition, get }: CompiledIn,
  use: (cache: InstanceCache | undefined) => T,
  listOf?: (
    result: T,
    listed: ReadonlyMap<string, KnownInstance>,
  ) => KnownList | undefined,
): T {
  if (edition === undefined || !isRoot()) return use(undefined);
  const name = instancesFile(edition.name);
  const { text, known } = readKnown(name, edition.identity);
  const listed = new Map<string, KnownInstance>();
  let hasLearned = false;
  const result = use({
    instanceIn(configDirectory, read): Instance {
      const before = identityIn(configDirectory);
      const one = known.instances.get(configDirectory);
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
  if (!hasLearned && listOf === undefined) return result;
  const list = listOf?.(result, listed);
  const learned = formatKnown({ list, instances: listed }, edition.identity);
  if (hasLearned || (list !== undefined && learned !== text)) {
    writeCacheFile(name, new TextEncoder().encode(learned), 0o600);
  }
  return result;
}

function readKnown(
  name: string,
  edition: string,
): { readonly text: string; readonly known: Known } {
  const file = readCacheFile(name);
  const text = new TextDecoder().decode(file?.content);
  return { text, known: parseKnown(text, edition) };
}

function identityIn(configDirectory: string): FileIdentity | undefined {
  return fileIdentity(`${configDirectory}/main.cf`);
}
