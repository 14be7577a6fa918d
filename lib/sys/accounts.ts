/**
 * The numbers behind user and group names.
 *
 * Reads /etc/passwd and /etc/group, where the accounts of a mail system live,
 * and asks getent(1) for a name that is not there, so that directory services
 * count as well.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { statOrNothing } from "./files.ts";
import { readRegularFile } from "./read_file.ts";
import { runSync } from "./spawn.ts";

/**
 * The user id of a login name.
 *
 * @throws {FatalError} When there is no such user.
 */
export function userId(name: string): number {
  return numberOf(name, { database: "passwd", kind: "user" });
}

/**
 * The group id of a group name.
 *
 * @throws {FatalError} When there is no such group.
 */
export function groupId(name: string): number {
  return numberOf(name, { database: "group", kind: "group" });
}

interface Database {
  readonly database: "passwd" | "group";
  readonly kind: string;
}

function numberOf(name: string, { database, kind }: Database): number {
  const number = /^[0-9]+$/.test(name)
    ? Number(name)
    : findId(localEntries(database), name) ??
      findId(getent(database, name), name);
  if (number !== undefined) return number;
  throw new FatalError(
    `there is no ${kind} named "${name}", which Postfix's files must belong ` +
      `to: add it, or correct the primary instance's main.cf`,
  );
}

/** The third field of the entry of that name; exported for its test. */
export function findId(entries: string, name: string): number | undefined {
  for (const line of entries.split("\n")) {
    const fields = line.split(":");
    if (fields[0] !== name) continue;
    if (/^[0-9]+$/.test(fields[2] ?? "")) return Number(fields[2]);
  }
  return undefined;
}

function localEntries(database: string): string {
  const path = `/etc/${database}`;
  if (statOrNothing(path) === undefined) return "";
  return new TextDecoder().decode(readRegularFile(path));
}

function getent(database: string, name: string): string {
  try {
    const { stdout } = runSync("/usr/bin/getent", {
      args: [database, "--", name],
      clearEnv: true,
      stdin: "null",
      stderr: "null",
    });
    return new TextDecoder().decode(stdout);
  } catch {
    return "";
  }
}
