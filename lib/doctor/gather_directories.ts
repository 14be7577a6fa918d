/**
 * Which directories the instances say are theirs.
 *
 * @module
 */

import { SHARED_DIRECTORIES } from "../postfix/installation.ts";
import type { Parameters } from "../postfix/parameters.ts";
import { withoutSlash } from "../registry/instance.ts";
import { realPath } from "../sys/real_path.ts";
import {
  type InstanceFacts,
  type OwnedDirectory,
  type Setting,
  setting,
} from "./facts.ts";
import { settingOf } from "./place.ts";

/** Those that all instances share first; meta_directory may be any of them. */
export function directoriesOf(
  instances: readonly InstanceFacts[],
  primary: Parameters,
): OwnedDirectory[] {
  const owner = primary.path.replace(/\/main\.cf$/, "");
  const shared = SHARED_DIRECTORIES
    .filter((name) => name !== "meta_directory")
    .map((name) => [name, settingOf(primary, name)] as const)
    .filter(([, { value }]) => value.startsWith("/"))
    .map(([name, found]) => owned(name, { ...found, owner, isShared: true }));
  return [...shared, ...instances.flatMap(directoriesOfOne)];
}

function directoriesOfOne(facts: InstanceFacts): OwnedDirectory[] {
  const { configDirectory, queueDirectory, dataDirectory } = facts.instance;
  const found = [
    ["config_directory", configDirectory],
    ["queue_directory", queueDirectory],
    ["data_directory", dataDirectory],
  ] as const;
  return found.map(([name, value]) =>
    owned(name, {
      ...setting(facts, name),
      value,
      owner: configDirectory,
      isShared: false,
    })
  );
}

function owned(
  parameter: string,
  { value, owner, isShared, file, line }: Setting & {
    readonly owner: string;
    readonly isShared: boolean;
  },
): OwnedDirectory {
  const path = withoutSlash(value);
  return {
    parameter,
    path,
    realPath: realPath(path),
    owner,
    isShared,
    file,
    line,
  };
}
