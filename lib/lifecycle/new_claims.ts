/**
 * Whether a new instance may have the name and the directories it asks for.
 *
 * @module
 */

import { allClaims } from "../registry/all_claims.ts";
import { FatalError } from "../diag/errors.ts";
import { claimsOf, damagedClaims, registerClaims } from "../registry/claims.ts";
import { type Instance, titleOf, withoutSlash } from "../registry/instance.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { type EditContext, refuseUnknownClaims } from "./edit_context.ts";
import { refuseBadPlaces } from "./new_places.ts";

/**
 * Refuse a configuration directory that is in the list already.
 *
 * @throws {FatalError} Naming the instance that has it.
 */
export function refuseListed(
  { list }: EditContext,
  configDirectory: string,
): void {
  const listed = [
    { directory: list.primary.configDirectory, title: titleOf(list.primary) },
    ...list.secondaries.map(({ instance, damage }) => ({
      directory: (instance ?? damage).configDirectory,
      title: instance
        ? titleOf(instance)
        : `${damage.configDirectory} (damaged)`,
    })),
  ];
  const owner = listed.find(({ directory }) =>
    withoutSlash(directory) === configDirectory
  );
  if (owner === undefined) return;
  throw new FatalError(
    `${configDirectory}: this is the configuration directory of instance ` +
      `${owner.title}: choose another name or config_directory`,
  );
}

/**
 * Refuse a new instance whose name or directories another instance has.
 *
 * The claims of a damaged instance are unknown; they matter only when the new
 * one is to have directories that exist already.
 *
 * @throws {FatalError} Naming both owners, or the damaged instance.
 */
export function checkNewClaims(
  context: EditContext,
  instance: Instance,
): void {
  const { installation, list } = context;
  const claims = allClaims(installation, list);
  registerClaims([...claims, ...claimsOf(instance)]);
  refuseBadPlaces(
    instance,
    [...claims, ...damagedClaims(list.secondaries)],
    installation.primary.value("mail_owner"),
  );
  for (const path of [instance.queueDirectory, instance.dataDirectory]) {
    if (lstatOrNothing(path) === undefined) continue;
    refuseUnknownClaims(context, `whether ${path} belongs to it`);
  }
}
