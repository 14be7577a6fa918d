/**
 * Remembering instances while no other process changes them.
 *
 * Not to be confused with instance_cache.ts, which is for other runs of the
 * program and does not believe a file that was changed a moment ago.
 *
 * @module
 */

import type { Installation } from "../../postfix/installation.ts";
import type { Instance } from "../instance.ts";
import {
  type InstanceCache,
  type ReadInstance,
  usingInstanceCache,
} from "./instance_cache.ts";
import { type InstanceList, readInstances } from "../load.ts";

/** The instances that have been read. */
export interface SessionCache {
  /**
   * The list of instances as the primary has it now; each of them is read only
   * when it is not remembered.
   *
   * @throws As readInstances.
   */
  list(installation: Installation): InstanceList;
  /** Read an instance again the next time: it has been changed. */
  forget(configDirectory: string): void;
  /** Read all instances again the next time. */
  forgetAll(): void;
}

/** Begin with nothing remembered. */
export function createSessionCache(): SessionCache {
  const known = new Map<string, Instance>();
  const over = (cache: InstanceCache | undefined): InstanceCache => ({
    instanceIn(configDirectory: string, read: () => ReadInstance): Instance {
      const instance = known.get(configDirectory) ??
        cache?.instanceIn(configDirectory, read) ?? read().instance;
      known.set(configDirectory, instance);
      return instance;
    },
  });
  return {
    list(installation): InstanceList {
      return known.size > 0
        ? readInstances(installation, over(undefined))
        : usingInstanceCache(
          installation.compiledIn,
          (cache) => readInstances(installation, over(cache)),
        );
    },
    forget: (configDirectory) => known.delete(configDirectory),
    forgetAll: () => known.clear(),
  };
}
