/**
 * Finding what killed editors and actions have left in configuration directories.
 *
 * What a process has locked is in use, and not left behind.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { APPLY_LOCK } from "../lifecycle/apply_lock.ts";
import { KEPT_JOURNAL } from "../lifecycle/keep_journal.ts";
import { PRIMARY_LOCK } from "../lifecycle/primary_lock.ts";
import { PLUGIN_DIRECTORY } from "../plugins/plugin.ts";
import { isDirectory, listDirectory, lstatOrNothing } from "../sys/files.ts";
import { isLocked } from "../sys/lock_probe.ts";
import type { Leftover } from "./facts.ts";

/**
 * Look through one configuration directory and its plugins.
 *
 * @param primary The primary instance's, which has the journal.
 * @throws {FatalError} When something cannot be looked at.
 */
export function findLeftovers(
  configDirectory: string,
  primary: string,
): Leftover[] {
  const temporary = [
    ...namesIn(configDirectory).filter((name) => /\.cf\.tmp$/.test(name)),
    ...namesIn(`${configDirectory}/${PLUGIN_DIRECTORY}`)
      .filter((name) => name.endsWith(".tmp"))
      .map((name) => `${PLUGIN_DIRECTORY}/${name}`),
  ].map((name) => `${configDirectory}/${name}`)
    .filter(isLeft)
    .map((path) => ({
      path,
      owner: configDirectory,
      kind: "temporary" as const,
    }));
  if (configDirectory !== primary) return temporary;
  return [
    ...temporary,
    ...journal(primary),
    ...keptJournals(primary),
    ...lockOfApply(primary),
  ];
}

function namesIn(directory: string): string[] {
  if (!isDirectory(directory)) return [];
  return listDirectory(directory).map(({ name }) => name);
}

function journal(primary: string): Leftover[] {
  const path = `${primary}/${PRIMARY_LOCK}`;
  if (!isLeft(path)) return [];
  const isEmpty = lstatOrNothing(path)?.size === 0;
  return [{ path, owner: primary, kind: isEmpty ? "lock" : "journal" }];
}

function keptJournals(primary: string): Leftover[] {
  return namesIn(primary)
    .filter((name) => name.startsWith(KEPT_JOURNAL))
    .map((name) => ({
      path: `${primary}/${name}`,
      owner: primary,
      kind: "kept-journal" as const,
    }));
}

function lockOfApply(primary: string): Leftover[] {
  const path = `${primary}/${APPLY_LOCK}`;
  return isLeft(path) ? [{ path, owner: primary, kind: "apply" }] : [];
}

function isLeft(path: string): boolean {
  if (!lstatOrNothing(path)?.isFile) return false;
  const locked = isLocked(path);
  if (locked !== undefined) return !locked;
  throw new FatalError(
    `${path}: cannot check whether it is in use: run this as root`,
  );
}
