/**
 * One entry of master.cf, read from its logical line; see master(5). Pure.
 *
 * As for Postfix, what follows the first word that is not an option belongs to
 * the command that a daemon runs: a `-o` there overrides nothing.
 *
 * @module
 */

import { trimWhiteSpace } from "../main_cf/white_space.ts";
import { wordsOf } from "./master_words.ts";

/** The fields between type and command, as postconf(1) calls them. */
export const MASTER_FIELDS = [
  "private",
  "unprivileged",
  "chroot",
  "wakeup",
  "process_limit",
] as const;

/** One of the fields between type and command. */
export type MasterField = typeof MASTER_FIELDS[number];

/** One entry; all texts are byte strings. */
export interface MasterEntry {
  /** The first field: `smtp`, `127.0.0.1:10026`. */
  readonly name: string;
  /** The second field: `inet`, `unix`, `unix-dgram`, `fifo` or `pass`. */
  readonly type: string;
  /** The fields between type and command, as written: `y`, `n`, `-`, a number. */
  readonly fields: Readonly<Record<MasterField, string>>;
  /** The daemon: `smtpd`. */
  readonly command: string;
  /** What `-o name=value` overrides, in the order given. */
  readonly options: ReadonlyMap<string, string>;
  /** All other arguments, without the braces around one. */
  readonly args: readonly string[];
}

/** One of the daemon's own options, which come before all other arguments. */
export type DaemonOption =
  | {
    /** `-o name=value`. */
    readonly kind: "override";
    readonly name: string;
    readonly value: string;
  }
  | {
    /** `-v`, or a `-o` that overrides nothing, with the word after it. */
    readonly kind: "other";
    readonly words: readonly string[];
  };

/** The arguments of an entry, taken apart. */
export interface EntryArguments {
  /** The daemon's own options. */
  readonly options: readonly DaemonOption[];
  /** The first word that is not an option, and all after it. */
  readonly rest: readonly string[];
}

/** The words of an entry, taken apart. */
export interface EntryWords extends EntryArguments {
  /** Name, type, fields and command. */
  readonly head: readonly string[];
}

/** How many fields come before the arguments. */
export const FIELD_COUNT = 8;

/**
 * Take the text of a logical line apart.
 *
 * @returns Undefined when it has too few words for a service.
 */
export function entryWords(text: string): EntryWords | undefined {
  const words = wordsOf(text);
  if (words.length < FIELD_COUNT) return undefined;
  return {
    head: words.slice(0, FIELD_COUNT),
    ...takeApart(words.slice(FIELD_COUNT)),
  };
}

/** Take arguments apart: `-v -o name=value argv=/bin/x -y`. */
export function takeApart(words: readonly string[]): EntryArguments {
  const options: DaemonOption[] = [];
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("-") || word === "--") break;
    // As in `-vo name=value` and `-voname=value`.
    const [, flags = "", attached] = /^-([^o]*)(?:o(.*))?$/s.exec(word) ?? [];
    if (attached === undefined) {
      options.push({ kind: "other", words: [word] });
      continue;
    }
    if (flags !== "") options.push({ kind: "other", words: [`-${flags}`] });
    options.push(readOverride(attached === "" ? words[++index] : attached));
  }
  return { options, rest: words.slice(index) };
}

/**
 * Read the text of a logical line.
 *
 * @returns Undefined when it has too few words for a service.
 */
export function parseEntry(text: string): MasterEntry | undefined {
  const words = entryWords(text);
  if (words === undefined) return undefined;
  const [name = "", type = "", ...more] = words.head;
  const field = (index: number): string => more[index] ?? "-";
  const options = new Map<string, string>();
  const flags: string[] = [];
  for (const option of words.options) {
    if (option.kind === "other") {
      flags.push(...option.words);
      continue;
    }
    options.delete(option.name);
    options.set(option.name, option.value);
  }
  return {
    name,
    type,
    fields: {
      private: field(0),
      unprivileged: field(1),
      chroot: field(2),
      wakeup: field(3),
      process_limit: field(4),
    },
    command: field(5),
    options,
    args: [...flags, ...words.rest],
  };
}

/** Whether two entries mean the same to master(8). */
export function isSameEntry(one: MasterEntry, other: MasterEntry): boolean {
  return canonical(one) === canonical(other);
}

/** What names an entry: `smtp/inet`. */
export function keyOf(
  { name, type }: Pick<MasterEntry, "name" | "type">,
): string {
  return `${name}/${type}`;
}

function readOverride(setting: string | undefined): DaemonOption {
  if (setting === undefined) return { kind: "other", words: ["-o"] };
  const equals = setting.indexOf("=");
  if (equals < 0) return { kind: "other", words: ["-o", setting] };
  const name = trimWhiteSpace(setting.slice(0, equals));
  const value = trimWhiteSpace(setting.slice(equals + 1));
  return { kind: "override", name, value };
}

function canonical(entry: MasterEntry): string {
  const { name, type, fields, command, options, args } = entry;
  const own = MASTER_FIELDS.map((field) => fields[field]);
  const sorted = [...options].sort(([a], [b]) => a < b ? -1 : 1);
  return JSON.stringify([name, type, own, command, sorted, args]);
}
