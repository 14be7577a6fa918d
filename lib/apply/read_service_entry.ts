/**
 * Reading a service of master.cf in a document. Pure.
 *
 * @module
 */

import { trimWhiteSpace } from "../main_cf/white_space.ts";
import {
  type DaemonOption,
  MASTER_FIELDS,
  type MasterField,
  takeApart,
} from "../postfix/master_entry.ts";
import { argumentProblem } from "../postfix/master_words.ts";
import {
  complain,
  lineThat,
  listOf,
  mapOf,
  orNull,
  type Place,
  type Read,
  record,
  titleOf,
} from "./json_decoders.ts";
import type { WantedService } from "./document.ts";
import type { JsonNode } from "./json_reader.ts";

const TYPES = ["inet", "unix", "unix-dgram", "fifo", "pass"];

/** What is wrong with the name of a service: `smtp/inet`, as in postconf(1). */
export function serviceProblem(key: string): string | undefined {
  const slash = key.lastIndexOf("/");
  const name = key.slice(0, Math.max(slash, 0));
  if (slash < 0 || !TYPES.includes(key.slice(slash + 1))) {
    return `must be NAME/TYPE, TYPE one of ${TYPES.join(", ")}: smtp/inet`;
  }
  return wordProblem(name);
}

/** Fields stand between white space, and a `#` would make a comment. */
export function wordProblem(word: string): string | undefined {
  return /^[^ \t\v\f\r\n\0{}#][^ \t\v\f\r\n\0{}]*$/.test(word)
    ? undefined
    : "must be one word without braces";
}

const readWord = lineThat(wordProblem);

/** Limits can be numbers, too. */
const readField: Read<string> = (node, place) =>
  node.kind === "number" && Number.isSafeInteger(node.value) && node.value >= 0
    ? String(node.value)
    : readWord(node, place);

/** What is wrong with the name of what `-o` overrides. */
export function optionProblem(name: string): string | undefined {
  return /^[^ \t\v\f\r\n=\0{}]+$/.test(name)
    ? undefined
    : "this is not a parameter name";
}

const readValue = lineThat((value) =>
  argumentProblem(`x=${trimWhiteSpace(value)}`)
);

const readMembers = record({
  private: readField,
  unprivileged: readField,
  chroot: readField,
  wakeup: readField,
  process_limit: readField,
  command: readWord,
  options: mapOf(optionProblem, orNull(readValue, null)),
  args: listOf(lineThat(argumentProblem)),
});

/** Read a service. */
export function readService(
  node: JsonNode,
  place: Place,
): WantedService | undefined {
  const found = readMembers(node, place);
  if (found === undefined) return undefined;
  const fields: Partial<Record<MasterField, string>> = {};
  for (const field of MASTER_FIELDS) {
    const value = found[field];
    if (value !== undefined) fields[field] = value;
  }
  const { command, options = new Map(), args } = found;
  const problem = argumentsProblem(args ?? []);
  if (problem !== undefined) complain(node, place, problem);
  return { place: titleOf(node, place), fields, command, options, args };
}

/** What is wrong with arguments together: a `-o` among the daemon's own options. */
export function argumentsProblem(
  args: readonly string[],
): string | undefined {
  const isOverride = (option: DaemonOption): boolean =>
    option.kind === "override" || option.words[0] === "-o";
  return takeApart(args).options.some(isOverride)
    ? 'give what "-o" overrides as "options"'
    : undefined;
}
