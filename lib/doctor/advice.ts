/**
 * Commands to advise, ready to be pasted into a shell. Pure.
 *
 * @module
 */

import type { Instance } from "../registry/instance.ts";

/** A word as a shell wants it. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word)
    ? word
    : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What selects just this instance: `-i postfix-in`. */
export function selected(
  { primary, name, configDirectory }: Pick<
    Instance,
    "primary" | "name" | "configDirectory"
  >,
): string {
  return `-i ${primary ? "-" : quoted(name || configDirectory)}`;
}

/** Change a main.cf without asking postmulti. */
export function editFile(configDirectory: string, assignment: string): string {
  return `postconf -c ${quoted(configDirectory)} -e ${quoted(assignment)}`;
}

/** Change main.cf of an instance. */
export function editCommand(
  instance: Pick<Instance, "primary" | "name" | "configDirectory">,
  assignment: string,
): string {
  return `postmulti ${selected(instance)} -x postconf -e ${quoted(assignment)}`;
}
