/**
 * Whose directory a file of a document ends up in, judged by the real place.
 *
 * A path that begins with the directory of its instance can lead elsewhere: one
 * instance's directory may lie inside another's, or be the same directory by
 * another name.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { PLUGIN_DIRECTORY } from "../plugins/plugin.ts";
import type { Claim } from "../registry/claims.ts";
import { type Instance, withoutSlash } from "../registry/instance.ts";
import { directoryKeys, realPlace } from "../sys/real_path.ts";
import type { WantedInstance } from "./document.ts";
import { pathOf } from "./file_steps.ts";

/** Directories that are claimed, by what they are recognized by. */
export type ClaimedDirectories = ReadonlyMap<string, readonly Claim[]>;

/** Look where claimed directories really are; names are left out. */
export function claimedDirectories(
  claims: readonly Claim[],
): ClaimedDirectories {
  const found = new Map<string, Claim[]>();
  for (const claim of claims) {
    if (!claim.value.startsWith("/")) continue;
    for (const key of directoryKeys(claim.value)) {
      found.set(key, [...found.get(key) ?? [], claim]);
    }
  }
  return found;
}

/**
 * Make sure that the files of an entry stay in directories of its instance.
 *
 * @throws {FatalError} Naming the file and the instance that has its directory.
 */
export function refuseForeignPlaces(
  { files, plugins, place }: WantedInstance,
  instance: Instance,
  claimed: ClaimedDirectories,
): void {
  const own = withoutSlash(instance.configDirectory);
  for (const file of files) {
    refuseForeign(file.place, pathOf(file, instance), { own, claimed });
  }
  if (plugins.size === 0) return;
  refuseForeign(`${place}.plugins`, `${own}/${PLUGIN_DIRECTORY}`, {
    own,
    claimed,
  });
}

/** The innermost directory that an instance claims decides. */
function refuseForeign(
  place: string,
  path: string,
  { own, claimed }: {
    readonly own: string;
    readonly claimed: ClaimedDirectories;
  },
): void {
  for (let above = realPlace(path); above !== "";) {
    const claims = directoryKeys(above).flatMap((key) =>
      claimed.get(key) ?? []
    );
    const foreign = claims.find(({ ownerDirectory }) => ownerDirectory !== own);
    if (foreign !== undefined) {
      const { parameter, owner, value } = foreign;
      throw new FatalError(
        `${place}: ${path} is in ${value}, the ${parameter} of instance ` +
          `${owner}: install it with that instance, or choose another path`,
      );
    }
    if (claims.length > 0) return;
    above = above.slice(0, above.lastIndexOf("/"));
  }
}
