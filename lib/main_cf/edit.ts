/**
 * edit - changes settings in a main.cf file, byte for byte like postconf(1).
 *
 * `set` does what `postconf -e name=value` does, `comment-out` what
 * `postconf -# name` does, `remove` what `postconf -X name` does: the first line
 * of the setting is replaced, gets a `#` or goes, its continuation lines go or
 * get a `#`, and comments, blank lines and all other lines stay as they are.
 * Touches nothing: bytes in, bytes out.
 *
 * Differs from Postfix 3.7 on purpose: new names are appended sorted by name,
 * not in random order; a NUL byte in a line that is not edited stays, with the
 * rest of its line, where postconf drops the rest and joins the next line; so
 * does a last line that ends in byte 0xff and no newline, which postconf loses.
 *
 * A last line without a newline gets one with the first change, as postconf does
 * it from Postfix 3.10 on; before that, postconf joins what it appends to it.
 *
 * Leaves out: the file, its lock and its replacement.
 *
 * @module
 */

import { fromBytes, toBytes } from "./byte_string.ts";
import { excerpt } from "./excerpt.ts";
import { isWhiteSpace, skipWhiteSpace, trimWhiteSpace } from "./white_space.ts";

const HASH = "#";
const HASH_CODE = 0x23;
const NAME = /^[^ \t\n\v\f\r=\0]+$/;
/** Not ended by a vertical tab or form feed, unlike when a file is read. */
const NAME_OF_LINE = /^[^ \t\n\r=\0]*/;
const NOT_IN_A_VALUE = /[\n\0]/;

/**
 * One change. Names and values are byte strings; white space around a value
 * does not count.
 */
export type MainCfEdit =
  | { readonly kind: "set"; readonly name: string; readonly value: string }
  | { readonly kind: "comment-out"; readonly name: string }
  | { readonly kind: "remove"; readonly name: string };

/** A changed file, and what the administrator should know about it. */
export interface EditResult {
  /** The bytes of the whole new file. */
  readonly file: Uint8Array;
  /** One-line messages, not naming the file. */
  readonly warnings: readonly string[];
  /** Whether `file` differs from what was given. */
  readonly changed: boolean;
}

/**
 * Applies changes to a main.cf file. Of several changes to one name the last
 * counts.
 *
 * @throws {RangeError} when a name is empty, begins with `#` or contains white
 * space, `=` or NUL; when a value contains a newline or NUL; when either is
 * not a byte string.
 */
export function editMainCf(
  file: Uint8Array,
  edits: readonly MainCfEdit[],
): EditResult {
  const warnings: string[] = [];
  const byName = collectEdits(edits, warnings);
  const before = fromBytes(file);
  const { text, counts } = rewrite(before, byName);
  for (const [name, count] of counts) {
    if (count > 1) {
      warnings.push(`"${excerpt(name)}" was set ${count} times: changed all`);
    }
  }
  const added = newLines(byName, counts);
  const changed = text !== before || added !== "";
  const after = changed ? finishLastLine(text) + added : before;
  return { file: toBytes(after), warnings, changed };
}

/**
 * The message about a setting that Postfix reads and no edit reaches, postconf's
 * neither: one with a vertical tab or form feed between its name and its `=`.
 *
 * @param place Begins the message: the file.
 */
export function unseenSetting(place: string, name: string): string {
  return `${place}: ${excerpt(name)} is set with a control character before ` +
    'its "=": remove the character';
}

function collectEdits(
  edits: readonly MainCfEdit[],
  warnings: string[],
): ReadonlyMap<string, MainCfEdit> {
  const byName = new Map<string, MainCfEdit>();
  for (const edit of edits) {
    const { name } = edit;
    if (!NAME.test(name) || name.startsWith(HASH)) {
      throw new RangeError(`"${excerpt(name)}" is not a parameter name`);
    }
    if (edit.kind === "set" && NOT_IN_A_VALUE.test(edit.value)) {
      throw new RangeError(`the value of ${excerpt(name)} is not one line`);
    }
    if (byName.has(name)) {
      warnings.push(`"${excerpt(name)}" is changed twice: the last one counts`);
    }
    byName.set(name, edit);
  }
  return byName;
}

interface Rewritten {
  readonly text: string;
  /** How many settings of each edited name there were. */
  readonly counts: ReadonlyMap<string, number>;
}

function rewrite(
  before: string,
  byName: ReadonlyMap<string, MainCfEdit>,
): Rewritten {
  const counts = new Map<string, number>();
  const parts: string[] = [];
  let done = 0;
  let edit: MainCfEdit | undefined;
  let end = 0;
  for (let start = 0; start < before.length; start = end) {
    end = endOfLine(before, start);
    // Most lines of most files are comments.
    if (before.charCodeAt(start) === HASH_CODE) continue;
    const line = before.slice(start, end);
    if (isIgnored(line)) continue;
    const isContinued = isWhiteSpace(line.charCodeAt(0));
    if (!isContinued) {
      const name = NAME_OF_LINE.exec(line)?.[0] ?? "";
      edit = byName.get(name);
      if (edit !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    if (edit === undefined) continue;
    parts.push(before.slice(done, start), editLine(line, edit, isContinued));
    done = end;
  }
  parts.push(before.slice(done));
  return { text: parts.join(""), counts };
}

/** Behind the newline that ends the line, or the end of the text. */
function endOfLine(text: string, start: number): number {
  const newline = text.indexOf("\n", start);
  return newline < 0 ? text.length : newline + 1;
}

/** What becomes of a line that belongs to a setting. */
function editLine(
  line: string,
  edit: MainCfEdit,
  isContinued: boolean,
): string {
  switch (edit.kind) {
    case "set":
      return isContinued ? "" : settingLine(edit);
    case "comment-out":
      return HASH + line;
    case "remove":
      return "";
  }
}

/** Whether the line is a comment, or nothing but white space (up to a NUL). */
function isIgnored(line: string): boolean {
  const first = line[skipWhiteSpace(line, 0)];
  return first === undefined || first === HASH ||
    (first === "\0" && isWhiteSpace(line.charCodeAt(0)));
}

function finishLastLine(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** The lines for names that were not in the file. */
function newLines(
  byName: ReadonlyMap<string, MainCfEdit>,
  counts: ReadonlyMap<string, number>,
): string {
  let lines = "";
  for (const name of [...byName.keys()].sort()) {
    const edit = byName.get(name);
    if (edit?.kind === "set" && !counts.has(name)) lines += settingLine(edit);
  }
  return lines;
}

function settingLine({ name, value }: MainCfEdit & { kind: "set" }): string {
  return `${name} = ${trimWhiteSpace(value)}\n`;
}
