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
import { remembered } from "./remembered.ts";
import { runSync } from "./spawn.ts";

/** Looks up accounts of this host. */
export interface Accounts {
  /** The user id of a login name. @throws {FatalError} When there is no such user. */
  readonly userId: (name: string) => number;
  /** The group id of a group name. @throws {FatalError} When there is no such group. */
  readonly groupId: (name: string) => number;
}

/** Accounts as they are now: each table is read once, when it is needed. */
export function openAccounts(): Accounts {
  const entries = remembered(localEntries);
  const lookUp = (database: Database): (name: string) => number =>
    remembered((name) => numberOf(name, database, entries));
  return {
    userId: lookUp({ table: "passwd", kind: "user" }),
    groupId: lookUp({ table: "group", kind: "group" }),
  };
}

interface Database {
  readonly table: "passwd" | "group";
  readonly kind: string;
}

function numberOf(
  name: string,
  { table, kind }: Database,
  entries: (table: string) => string,
): number {
  const number = /^[0-9]+$/.test(name)
    ? Number(name)
    : findId(entries(table), name) ?? findId(getent(table, name), name);
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

function localEntries(table: string): string {
  const path = `/etc/${table}`;
  if (statOrNothing(path) === undefined) return "";
  return new TextDecoder().decode(readRegularFile(path));
}

function getent(table: string, name: string): string {
  try {
    const { stdout } = runSync("/usr/bin/getent", {
      args: [table, "--", name],
      clearEnv: true,
      stdin: "null",
      stderr: "null",
    });
    return new TextDecoder().decode(stdout);
  } catch {
    return "";
  }
}
