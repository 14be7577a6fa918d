/**
 * The list of instances as it was made before, when nothing can have changed it.
 *
 * Looks at the files that the list was made from, and reads none but the cache;
 * see instance_cache.ts for what is in there, and who can have written it. Not
 * knowing costs little, and then the list is made from the main.cf files.
 *
 * @module
 */

import { cacheIdentity, readCacheFile } from "../../sys/cache_file.ts";
import { isDirectory } from "../../sys/files.ts";
import { identityOf } from "../../sys/identity.ts";
import { hostName, isRoot } from "../../sys/process.ts";
import type { Instance } from "../instance.ts";
import { instancesFile } from "./instances_file.ts";
import { type KnownInstance, parseKnown } from "./cache_format.ts";

/**
 * All instances, the primary first, then in the order of the list.
 *
 * @param defaultsFile The name of the cache file with the compiled-in defaults.
 * @param mailConfig The value of MAIL_CONFIG, if it is set.
 * @returns Undefined when the list has to be made.
 */
export function cachedList(
  defaultsFile: string,
  mailConfig: string | undefined,
): Instance[] | undefined {
  if (!isRoot()) return undefined;
  const file = readCacheFile(instancesFile(defaultsFile));
  if (file === undefined) return undefined;
  const text = new TextDecoder().decode(file.content);
  const { list, instances } = parseKnown(text, cacheIdentity(defaultsFile));
  if (list === undefined || list.host !== hostName()) return undefined;
  const { primary: { instance: { configDirectory } } } = list;
  if (mailConfig !== undefined && mailConfig !== configDirectory) {
    return undefined;
  }
  const all = [list.primary, ...instances.values()];
  const isCurrent = list.files.every(isSame) &&
    list.directories.every(isDirectory) && all.every(isUnchanged);
  return isCurrent ? all.map(({ instance }) => instance) : undefined;
}

function isUnchanged({ instance, identity }: KnownInstance): boolean {
  return isSame([`${instance.configDirectory}/main.cf`, identity]);
}

function isSame([path, identity]: readonly [string, string]): boolean {
  return identity !== "" && identityOf(path) === identity;
}
