/**
 * The claims of a whole installation. Pure.
 *
 * @module
 */

import {
  type Installation,
  SHARED_DIRECTORIES,
} from "../postfix/installation.ts";
import {
  type Claim,
  claimsOf,
  registerClaims,
  sharedClaims,
} from "./claims.ts";
import type { InstanceList } from "./load.ts";

/**
 * Every claim to a name or a directory, the shared directories included.
 * Damaged instances claim nothing that is known.
 *
 * @throws {FatalError} When two instances claim the same.
 */
export function allClaims(
  { primary }: Installation,
  list: InstanceList,
): Claim[] {
  const shared = SHARED_DIRECTORIES
    .filter((name) => name !== "meta_directory")
    .map((name) => [name, primary.value(name)] as const);
  const secondaries = list.secondaries.flatMap(({ instance }) =>
    instance ?? []
  );
  const claims = [
    ...claimsOf(list.primary),
    ...sharedClaims(list.primary, shared),
    ...secondaries.flatMap(claimsOf),
  ];
  registerClaims(claims);
  return claims;
}
