/**
 * One entry of master.cf with all its fields, to be compared and written; see
 * master(5). Pure.
 *
 * As for Postfix, what stands after the first word that is no option belongs to
 * the command that a daemon runs: a `-o` there overrides nothing.
 *
 * @module
 */

import { trimWhiteSpace } from "../main_cf/white_space.ts";
import { wordsOf } from "./master_cf.ts";

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
  /** The first field: `smtp`. */
  readonly name: string;
  /** The second field: `inet`. */
  readonly type: string;
  /** The fields between type and command. */
  readonly fields: Readonly<Record<MasterField, string>>;
  /** The daemon: `smtpd`. */
  readonly command: string;
  /** What `-o name=value` overrides, in the order given. */
  readonly options: ReadonlyMap<string, string>;
  /** All other arguments. */
  readonly args: readonly string[];
}

/** How many words there are at least. */
const LEAST = 8;

/** The columns that postconf(1) puts the fields into. */
const COLUMNS = [0, 11, 17, 25, 33, 41, 49, 57];

/**
 * Read the text of a logical line.
 *
 * @returns Undefined when it is no service.
 */
export function parseEntry(text: string): MasterEntry | undefined {
  const words = wordsOf(text);
  const [name, type, , , , , , command] = words;
  if (name === undefined || type === undefined || command === undefined) {
    return undefined;
  }
  const field = (index: number): string => words[index + 2] ?? "-";
  const fields = {
    private: field(0),
    unprivileged: field(1),
    chroot: field(2),
    wakeup: field(3),
    process_limit: field(4),
  };
  return { name, type, fields, command, ...takeApart(words.slice(LEAST)) };
}

/** An entry as lines of master.cf, in the layout of postconf(1). */
export function formatEntry(entry: MasterEntry): string {
  const { name, type, fields, command, options, args } = entry;
  const words = [
    name,
    type,
    ...MASTER_FIELDS.map((field) => fields[field]),
    command,
  ];
  const first = words.reduce(
    (line, word, index) =>
      (line === "" ? "" : `${line} `).padEnd(COLUMNS[index] ?? 0) + word,
    "",
  );
  const count = args.findIndex((word) => !word.startsWith("-"));
  const flags = count < 0 ? args : args.slice(0, count);
  const rest = count < 0 ? [] : args.slice(count);
  return [
    first,
    ...[...options].map(([option, value]) =>
      `    -o ${inBraces(`${option}=${value}`)}`
    ),
    ...flags.map((word) => `    ${inBraces(word)}`),
    ...rest.length === 0 ? [] : [`    ${rest.map(inBraces).join(" ")}`],
  ].map((line) => `${line}\n`).join("");
}

/** Whether two entries mean the same to master(8). */
export function isSameEntry(one: MasterEntry, other: MasterEntry): boolean {
  return canonical(one) === canonical(other);
}

/**
 * What is wrong with a word that is to become an argument.
 *
 * @returns What to say, or undefined when it can be written.
 */
export function argumentProblem(word: string): string | undefined {
  if (/[\n\0]/.test(word)) return "must be one line";
  return wordsOf(inBraces(word))[0] === word &&
      wordsOf(inBraces(word)).length === 1
    ? undefined
    : "cannot be written in master.cf: white space at its ends, or braces " +
      "without their partners";
}

/** How an entry is called: `smtp/inet`. */
export function keyOf({ name, type }: MasterEntry): string {
  return `${name}/${type}`;
}

function canonical(entry: MasterEntry): string {
  const { name, type, fields, command, options, args } = entry;
  const own = MASTER_FIELDS.map((field) => fields[field]);
  const sorted = [...options].sort(([a], [b]) => a < b ? -1 : 1);
  return JSON.stringify([name, type, own, command, sorted, args]);
}

function inBraces(word: string): string {
  const isPlain = word !== "" && !/[ \t\v\f\r]/.test(word) &&
    !word.startsWith("{");
  return isPlain ? word : `{${word}}`;
}

function takeApart(
  words: readonly string[],
): Pick<MasterEntry, "options" | "args"> {
  const options = new Map<string, string>();
  const args: string[] = [];
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("-") || word === "--") break;
    const isApart = word === "-o";
    const setting = isApart ? words[index + 1] : word.slice("-o".length);
    const equals = word.startsWith("-o") ? setting?.indexOf("=") ?? -1 : -1;
    if (equals < 0) {
      args.push(word);
      continue;
    }
    const name = trimWhiteSpace(setting?.slice(0, equals) ?? "");
    options.delete(name);
    options.set(name, trimWhiteSpace(setting?.slice(equals + 1) ?? ""));
    if (isApart) index++;
  }
  return { options, args: [...args, ...words.slice(index)] };
}
