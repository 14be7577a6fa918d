/**
 * Whether what is in the directories of an instance is the instance's: not when
 * something is mounted there, and not when a directory is another instance's by
 * another name.
 *
 * Reads the disk and the table of mounts, changes nothing.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import type { Claim } from "../registry/claims.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import { mountPoints } from "../sys/mounts.ts";
import { directoryKeys, realPlace } from "../sys/real_path.ts";
import { claimedKeys } from "./claimed_places.ts";

/** So many mounts are named. */
const SHOWN = 5;

/**
 * Refuse to remove an instance together with what belongs to others.
 *
 * @param directories Those of the instance, absolute, without slash at the end. One
 * that is a file system of its own is all right: it is emptied, and stays.
 * @param others What other instances claim.
 * @throws {FatalError} Naming the mounts, or the other instance.
 */
export function refuseUnlessOwn(
  instance: Instance,
  directories: readonly string[],
  others: readonly Claim[],
): void {
  refuseMounts(instance, directories);
  for (const directory of directories) {
    const keys = directoryKeys(directory);
    const other = others.find(({ value }) =>
      value.startsWith("/") &&
      claimedKeys(value).some((key) => keys.includes(key))
    );
    if (other === undefined) continue;
    const { value, parameter, owner } = other;
    throw new FatalError(
      `${directory} of instance ${
        titleOf(instance)
      } is the same directory as ` +
        `${value}, the ${parameter} of instance ${owner}, by a link or a mount: ` +
        "undo that first; nothing was removed",
    );
  }
}

/** A bind mount has the device of the file system that it is from. */
function refuseMounts(
  instance: Instance,
  directories: readonly string[],
): void {
  const tops = directories.map((path) => `${realPlace(path)}/`);
  const mounted = mountPoints().filter((point) =>
    tops.some((top) => point.startsWith(top))
  );
  if (mounted.length === 0) return;
  const shown = mounted.slice(0, SHOWN).join(", ");
  const more = mounted.length > SHOWN
    ? ` and ${mounted.length - SHOWN} more`
    : "";
  throw new FatalError(
    `instance ${titleOf(instance)} has mounts in its directories: ${shown}` +
      `${more}: unmount them first; nothing was removed`,
  );
}
