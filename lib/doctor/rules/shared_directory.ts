/**
 * Directories that are shared, or one inside the other.
 *
 * Those that all instances share may well be nested among themselves.
 *
 * @module
 */

import type { Facts, OwnedDirectory } from "../facts.ts";
import type { Observation } from "../finding.ts";
import { editFile, quoted } from "../advice.ts";

/** One finding for each pair of directories. */
export function sharedDirectory(facts: Facts): Observation[] {
  const { directories } = facts;
  return directories.flatMap((later, index) =>
    directories.slice(0, index).flatMap((earlier) => {
      if (later.isShared && earlier.isShared) return [];
      const relation = relationOf(later.realPath, earlier.realPath);
      if (relation === undefined) return [];
      return [observation(facts, { later, earlier, relation })];
    })
  );
}

type Relation = "is" | "is inside" | "contains";

function relationOf(one: string, other: string): Relation | undefined {
  if (one === other) return "is";
  if (one.startsWith(`${other}/`)) return "is inside";
  return other.startsWith(`${one}/`) ? "contains" : undefined;
}

function observation(
  facts: Facts,
  { later, earlier, relation }: {
    readonly later: OwnedDirectory;
    readonly earlier: OwnedDirectory;
    readonly relation: Relation;
  },
): Observation {
  const { parameter, path, owner, file, line } = later;
  const own = earlier.owner === owner ? "its own" : `${earlier.owner}'s`;
  const whose = earlier.isShared ? "the shared" : own;
  return {
    severity: relation === "is" ? "error" : "warning",
    configDirectory: owner,
    others: earlier.owner === owner ? [] : [earlier.owner],
    file,
    line,
    what: `${parameter} = ${path} ${relation} ${whose} ${earlier.parameter}` +
      (relation === "is" && path === earlier.path ? "" : ` ${earlier.path}`),
    why: relation === "is"
      ? "two instances in one directory damage each other's mail, locks and " +
        "settings"
      : "owners, modes and clean-up of the outer directory also affect the " +
        "inner one",
    fix: fix(later, facts),
  };
}

/**
 * By postconf(1) itself, because postmulti does not work while a directory has two
 * owners. A configuration directory is where its place in the list says.
 */
function fix(
  { parameter, path, owner }: OwnedDirectory,
  { list, primary }: Facts,
): string {
  if (parameter !== "config_directory" || owner === primary) {
    return editFile(owner, `${parameter} = DIRECTORY`);
  }
  const moved = list.map((one) => one === owner ? "DIRECTORY" : one).join(" ");
  return `mv ${quoted(path)} DIRECTORY && ` +
    editFile(primary, `multi_instance_directories = ${moved}`);
}
