/**
 * The services of a master.cf file; see master(5). Pure.
 *
 * Leaves out what only master(8) needs to know: wake-up times and process
 * limits are not read. A line that is no service is a problem, not an error, so
 * that the rest can still be shown.
 *
 * @module
 */

import { logicalLines } from "../main_cf/logical_lines.ts";
import { trimWhiteSpace } from "../main_cf/white_space.ts";

/** One service of master.cf. */
export interface MasterService {
  /** The first field: `smtp`, `127.0.0.1:10026`. */
  readonly name: string;
  /** The second field: `inet`, `unix`, `unix-dgram`, `fifo` or `pass`. */
  readonly type: string;
  /** The chroot field as it stands: `y`, `n` or `-`. */
  readonly chroot: string;
  /** The daemon's name: `smtpd`. */
  readonly command: string;
  /** Its arguments but for the overrides; braces around one are taken off. */
  readonly args: readonly string[];
  /** What `-o name=value` and `-o { name = value }` override, as bytes. */
  readonly overrides: ReadonlyMap<string, string>;
  /** Number, from 1, of the line it begins on. */
  readonly line: number;
}

/** A line that is no service. */
export interface MasterProblem {
  /** Number, from 1. */
  readonly line: number;
  /** What is wrong with it. */
  readonly text: string;
}

/** A master.cf file, understood. */
export interface MasterCf {
  /** In the order of the file; of several with one name and type, the last. */
  readonly services: readonly MasterService[];
  /** In the order of the file. */
  readonly problems: readonly MasterProblem[];
}

/** How many fields come before the arguments. */
const FIELDS = 8;

/**
 * Read a master.cf file.
 *
 * @param file Its bytes, one per character.
 */
export function parseMasterCf(file: string): MasterCf {
  const services = new Map<string, MasterService>();
  const problems: MasterProblem[] = [];
  for (const { line, text } of logicalLines(file)) {
    const words = wordsOf(text);
    const [name, type, , , chroot, , , command] = words;
    if (name === undefined || type === undefined || command === undefined) {
      const found = words.length;
      problems.push({ line, text: `${found} fields where ${FIELDS} belong` });
      continue;
    }
    const key = `${name}/${type}`;
    // The later one takes the place of the earlier, at its own place.
    services.delete(key);
    const rest = takeApart(words.slice(FIELDS));
    services.set(
      key,
      { name, type, chroot: chroot ?? "-", command, line, ...rest },
    );
  }
  return { services: [...services.values()], problems };
}

/** The words of a logical line: separated by white space; `{ ... }` makes one of several. */
export function wordsOf(text: string): string[] {
  // Most lines have no braces, and this is much quicker.
  if (!text.includes("{")) return text.match(/[^ \t\r\n]+/g) ?? [];
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (isBlank(text.charAt(at))) {
      at++;
      continue;
    }
    const end = text.charAt(at) === "{" ? endOfBraces(text, at) : undefined;
    const next = end ?? endOfWord(text, at);
    const word = text.slice(at, next);
    words.push(end === undefined ? word : trimWhiteSpace(word.slice(1, -1)));
    at = next;
  }
  return words;
}

/** What separates words for master(8); byte 0xa0 is part of a letter. */
function isBlank(character: string): boolean {
  return " \t\r\n".includes(character);
}

/** Where the word ends whose opening brace is at `start`; undefined when it never does. */
function endOfBraces(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.charAt(at) === "{") depth++;
    if (text.charAt(at) === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}

function endOfWord(text: string, start: number): number {
  const length = text.slice(start).search(/[ \t\r\n]/);
  return length < 0 ? text.length : start + length;
}

function takeApart(
  words: readonly string[],
): Pick<MasterService, "args" | "overrides"> {
  const args: string[] = [];
  const overrides = new Map<string, string>();
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!/^-o/.test(word)) {
      args.push(word);
      continue;
    }
    const setting = word === "-o" ? rest.shift() ?? "" : word.slice(2);
    const equals = setting.indexOf("=");
    if (equals < 0) continue;
    const name = trimWhiteSpace(setting.slice(0, equals));
    overrides.set(name, trimWhiteSpace(setting.slice(equals + 1)));
  }
  return { args, overrides };
}
