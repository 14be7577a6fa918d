/**
 * Changing services in a master.cf file, as postconf(1) does.
 *
 * - "set" is `postconf -M`: the entry takes the place of the first one with its
 *   name and type, others are removed, a new one comes at the end.
 * - "change" is `postconf -F` and `postconf -P`: each entry is written anew, after
 *   the comments between its lines and those that follow it.
 * - "comment-out" is `postconf -M#`: each line gets a `#`.
 *
 * All other lines stay as they are, byte for byte. Bytes in, bytes out.
 *
 * @module
 */

import { fromBytes, toBytes } from "../main_cf/byte_string.ts";
import { type LogicalLine, logicalLines } from "../main_cf/logical_lines.ts";
import { isWhiteSpace, skipWhiteSpace } from "../main_cf/white_space.ts";
import { keyOf, parseEntry } from "./master_entry.ts";
import { changeEntry, type EntryChange } from "./master_layout.ts";

/** One change; texts are byte strings. */
export type MasterCfEdit =
  | {
    readonly kind: "set";
    /** `smtp/inet`. */
    readonly service: string;
    /** The lines of the entry, each with its newline. */
    readonly lines: string;
  }
  | {
    readonly kind: "change";
    readonly service: string;
    readonly change: EntryChange;
  }
  | { readonly kind: "comment-out"; readonly service: string };

/** A changed file, and what the administrator should know about it. */
export interface MasterCfResult {
  /** The bytes of the whole new file. */
  readonly file: Uint8Array;
  /** One-line messages, not naming the file. */
  readonly warnings: readonly string[];
  /** Whether `file` differs from what was given. */
  readonly changed: boolean;
}

/** Apply changes to a master.cf file. */
export function editMasterCf(
  file: Uint8Array,
  edits: readonly MasterCfEdit[],
): MasterCfResult {
  const before = fromBytes(file);
  const byKey = new Map(edits.map((edit) => [edit.service, edit]));
  const { text, counts } = rewrite(before, byKey);
  const added = [...byKey.values()]
    .flatMap((edit) =>
      edit.kind === "set" && !counts.has(edit.service) ? edit.lines : []
    ).join("");
  const after = added === "" ? text : endLine(text) + added;
  const warnings = [...counts]
    .filter(([, count]) => count > 1)
    .map(([key, count]) =>
      byKey.get(key)?.kind === "set"
        ? `there were ${count} entries for ${key}: one is left`
        : `there are ${count} entries for ${key}: changed all of them`
    );
  return { file: toBytes(after), warnings, changed: after !== before };
}

/** The text of each service, as a logical line; of several with one key the last. */
export function serviceTexts(file: Uint8Array): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { text } of logicalLines(fromBytes(file))) {
    const entry = parseEntry(text);
    if (entry !== undefined) texts.set(keyOf(entry), text);
  }
  return texts;
}

interface Rewritten {
  readonly text: string;
  /** How often each edited service was there. */
  readonly counts: ReadonlyMap<string, number>;
}

/** An edit of the entry that begins on a line. */
interface EditedEntry {
  readonly edit: MasterCfEdit;
  /** The entry as a logical line. */
  readonly text: string;
  /** Whether an entry for the same service comes before it. */
  readonly isRepeated: boolean;
}

function rewrite(
  before: string,
  byKey: ReadonlyMap<string, MasterCfEdit>,
): Rewritten {
  const counts = new Map<string, number>();
  const starts = new Map(
    [...logicalLines(before)].map((logical) =>
      [logical.line, editOf(logical, byKey, counts)] as const
    ),
  );
  let text = "";
  let entry: EditedEntry | undefined;
  let number = 0;
  for (const [line] of before.matchAll(/[^\n]*\n|[^\n]+$/g)) {
    number++;
    const isStart = starts.has(number);
    if (isStart) {
      text = endEntry(text, entry);
      entry = starts.get(number);
    }
    text += isIgnored(line) ? line : editLine(line, entry, isStart);
  }
  return { text: endEntry(text, entry), counts };
}

/** The edit of an entry, if there is one; counts the entries of a service. */
function editOf(
  { text }: LogicalLine,
  byKey: ReadonlyMap<string, MasterCfEdit>,
  counts: Map<string, number>,
): EditedEntry | undefined {
  const entry = parseEntry(text);
  const key = entry === undefined ? "" : keyOf(entry);
  const edit = byKey.get(key);
  if (edit === undefined) return undefined;
  const count = counts.get(key) ?? 0;
  counts.set(key, count + 1);
  return { edit, text, isRepeated: count > 0 };
}

/** What becomes of a line that belongs to an entry. */
function editLine(
  line: string,
  entry: EditedEntry | undefined,
  isStart: boolean,
): string {
  if (entry === undefined) return line;
  const { edit, isRepeated } = entry;
  if (edit.kind === "comment-out") return `#${line}`;
  return edit.kind === "set" && isStart && !isRepeated ? edit.lines : "";
}

/** Adds a changed entry where all of its lines and their comments have passed. */
function endEntry(text: string, entry: EditedEntry | undefined): string {
  if (entry?.edit.kind !== "change") return text;
  return endLine(text) + (changeEntry(entry.text, entry.edit.change) ?? "");
}

function endLine(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** Whether the line is a comment, or nothing but white space. */
function isIgnored(line: string): boolean {
  if (!isWhiteSpace(line.charCodeAt(0))) return line.startsWith("#");
  const first = line[skipWhiteSpace(line, 0)];
  return first === undefined || first === "#";
}
