/**
 * What is remembered of the list of instances as a whole, so that the next
 * listing need not make it again.
 *
 * @module
 */

import {
  type Installation,
  SHARED_DIRECTORIES,
} from "../../postfix/installation.ts";
import { fileIdentity } from "../../sys/identity.ts";
import type { KnownInstance, KnownList } from "./cache_format.ts";
import { isPrimaryLiteral, isSettled } from "./cacheable.ts";
import type { InstanceList } from "../load.ts";

/**
 * What the list was made from. That no two instances in it claim the same has to be
 * made sure of before.
 *
 * @param listed The secondary instances that are known, in the order of the list.
 * @returns Undefined when the list may not be remembered: something about it is
 * wrong, is not known, or may change without showing in a file.
 */
export function listToRemember(
  installation: Installation,
  list: InstanceList,
  listed: ReadonlyMap<string, KnownInstance>,
): KnownList | undefined {
  const { compiledIn: { edition, get }, primary } = installation;
  const identity = fileIdentity(primary.path);
  const isLasting = edition !== undefined && isSettled(identity) &&
    identity.text === installation.identity &&
    list.secondaries.length === listed.size &&
    isPrimaryLiteral(primary, get);
  return !isLasting ? undefined : {
    host: edition.host,
    files: edition.witnesses.map(({ path, identity }) => [path, identity]),
    directories: SHARED_DIRECTORIES.map((name) => primary.value(name))
      .filter((directory) => directory.startsWith("/")),
    primary: { instance: list.primary, identity: identity.text },
  };
}
