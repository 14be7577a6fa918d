/**
 * Who owns which name and which path.
 *
 * Every instance claims its name, its configuration, queue and data
 * directory; the directories that all instances share are claimed by the
 * primary. Two owners of one value would ruin each other's mail, so that is
 * an error wherever it is found. Pure.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { fullTitleOf, type Instance, withoutSlash } from "./instance.ts";

/** One value in use. */
export interface Claim {
  /** The parameter that names the value. */
  readonly parameter: string;
  /** The name, or the absolute path. */
  readonly value: string;
  /** The owner, as messages call it. */
  readonly owner: string;
  /** The owner's configuration directory, which distinguishes owners. */
  readonly ownerDirectory: string;
}

/** The claims of one instance, in the order they are checked. */
export function claimsOf(instance: Instance): Claim[] {
  const owner = fullTitleOf(instance);
  const ownerDirectory = withoutSlash(instance.configDirectory);
  return [
    ["multi_instance_name", instance.name],
    ["config_directory", ownerDirectory],
    ["queue_directory", withoutSlash(instance.queueDirectory)],
    ["data_directory", withoutSlash(instance.dataDirectory)],
  ].filter(([, value]) => value !== "")
    .map(([parameter = "", value = ""]) => ({
      parameter,
      value,
      owner,
      ownerDirectory,
    }));
}

/** All that is known of what instances claim whose main.cf cannot be read. */
export function damagedClaims(
  listed: readonly {
    readonly damage?: Pick<Instance, "configDirectory"> | undefined;
  }[],
): Claim[] {
  return listed.flatMap(({ damage }) =>
    damage === undefined ? [] : [{
      parameter: "config_directory",
      value: withoutSlash(damage.configDirectory),
      owner: `${damage.configDirectory} (damaged)`,
      ownerDirectory: withoutSlash(damage.configDirectory),
    }]
  );
}

/** The primary's claims to shared directories, given as [parameter, value]. */
export function sharedClaims(
  primary: Instance,
  directories: readonly (readonly [string, string])[],
): Claim[] {
  const ownerDirectory = withoutSlash(primary.configDirectory);
  return directories
    .filter(([, value]) => value.startsWith("/"))
    .map(([parameter, value]) => ({
      parameter,
      value: withoutSlash(value),
      owner: fullTitleOf(primary),
      ownerDirectory,
    }));
}

/**
 * Make sure that no value has two owners.
 *
 * @returns The claims by value.
 * @throws {FatalError} Naming the value, both parameters and both owners.
 */
export function registerClaims(
  claims: readonly Claim[],
): ReadonlyMap<string, Claim> {
  const register = new Map<string, Claim>();
  for (const claim of claims) {
    const earlier = register.get(claim.value);
    if (earlier !== undefined && !isSame(earlier, claim)) {
      throw new FatalError(
        `${claim.parameter} = ${claim.value} of instance ${claim.owner} is ` +
          `already the ${earlier.parameter} of instance ${earlier.owner}: ` +
          "give each its own",
      );
    }
    register.set(claim.value, claim);
  }
  return register;
}

/** An instance may not even use one directory for two purposes. */
function isSame(one: Claim, other: Claim): boolean {
  return one.ownerDirectory === other.ownerDirectory &&
    one.parameter === other.parameter;
}
