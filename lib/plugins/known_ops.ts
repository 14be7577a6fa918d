/**
 * What an event can be about. Pure.
 *
 * @module
 */

import { listOf, type Parameters } from "../postfix/parameters.ts";
import type { OperationClass } from "../../plugins/api.ts";

/** The commands of postfix(1). */
const POSTFIX_COMMANDS: readonly string[] = [
  "abort",
  "check",
  "drain",
  "flush",
  "logrotate",
  "post-install",
  "quick-stop",
  "reload",
  "set-permissions",
  "start",
  "start-fg",
  "status",
  "stop",
  "tls",
  "upgrade-configuration",
];

/** The actions of option -e, see postmulti(1), and what takes init back. */
const EDIT_ACTIONS: readonly string[] = [
  "assign",
  "create",
  "deport",
  "destroy",
  "disable",
  "enable",
  "import",
  "init",
  "uninit",
];

/** The name of the events of option -x. */
export const EXEC = "exec";

/**
 * The classes of postfix(1) commands that main.cf has a list for; a command in
 * several of them belongs to the first.
 */
const LISTED = ["stop", "control", "start"] as const satisfies OperationClass[];

/** The operations that a plugin may name. */
export interface KnownOps {
  /** Whether this is one of them. */
  has(op: string): boolean;
}

const ALWAYS_KNOWN = new Set([...POSTFIX_COMMANDS, ...EDIT_ACTIONS, EXEC]);

/** What a plugin may name where these are the primary's parameters. */
export function knownOps(primary: Parameters): KnownOps {
  return {
    has: (op) => ALWAYS_KNOWN.has(op) || listedCommands(primary).includes(op),
  };
}

/**
 * The commands of postfix(1), and those that main.cf has lists for; sorted.
 *
 * @param primary Undefined when it cannot be read.
 */
export function postfixCommands(
  primary: Parameters | undefined,
): readonly string[] {
  const listed = primary === undefined ? [] : listedCommands(primary);
  return [...new Set([...POSTFIX_COMMANDS, ...listed])].sort();
}

/** All of them, for messages; sorted. */
export function allOps(primary: Parameters): readonly string[] {
  return [...new Set([...ALWAYS_KNOWN, ...listedCommands(primary)])].sort();
}

/** Whether an operation is an action of option -e. */
export function isEditAction(op: string): boolean {
  return EDIT_ACTIONS.includes(op);
}

/**
 * The class of a postfix(1) command.
 *
 * @returns null for a command that is in none of the lists of main.cf.
 */
export function classOfCommand(
  command: string,
  primary: Parameters,
): OperationClass | null {
  // check is what a disabled instance gets for start, and belongs to no class.
  if (command === "check" || command === "status") return null;
  return LISTED.find((kind) => commandsOf(primary, kind).includes(command)) ??
    null;
}

function commandsOf(primary: Parameters, kind: string): string[] {
  return listOf(primary.value(`postmulti_${kind}_commands`));
}

function listedCommands(primary: Parameters): readonly string[] {
  return LISTED.flatMap((kind) => commandsOf(primary, kind));
}
