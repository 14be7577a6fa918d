/**
 * Changing services in a master.cf file, as `postconf -M` does.
 *
 * A service that is there is replaced at its place, a new one comes at the end,
 * and one that is commented out gets a `#` before each of its lines, as with
 * `postconf -M#`. Comments and all other lines stay as they are, byte for byte.
 * Bytes in, bytes out.
 *
 * @module
 */

import { fromBytes, toBytes } from "../main_cf/byte_string.ts";
import { logicalLines } from "../main_cf/logical_lines.ts";
import { isWhiteSpace, skipWhiteSpace } from "../main_cf/white_space.ts";
import { keyOf, parseEntry } from "./master_entry.ts";

/** One change; texts are byte strings. */
export type MasterCfEdit =
  | {
    readonly kind: "set";
    /** `smtp/inet`. */
    readonly service: string;
    /** The lines of the entry, each with its newline. */
    readonly lines: string;
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
  const isOpen = added !== "" && text !== "" && !text.endsWith("\n");
  const after = text + (isOpen ? "\n" : "") + added;
  const warnings = [...counts]
    .filter(([, count]) => count > 1)
    .map(([key, count]) => `${key} was there ${count} times: changed all`);
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

function rewrite(
  before: string,
  byKey: ReadonlyMap<string, MasterCfEdit>,
): Rewritten {
  const starts = new Map<number, MasterCfEdit | undefined>();
  const counts = new Map<string, number>();
  for (const { line, text } of logicalLines(before)) {
    const entry = parseEntry(text);
    const key = entry === undefined ? "" : keyOf(entry);
    const edit = byKey.get(key);
    starts.set(line, edit);
    if (edit !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let text = "";
  let edit: MasterCfEdit | undefined;
  let number = 0;
  for (const [line] of before.matchAll(/[^\n]*\n|[^\n]+$/g)) {
    number++;
    const isStart = starts.has(number);
    if (isStart) edit = starts.get(number);
    text += isIgnored(line) ? line : editLine(line, edit, isStart);
  }
  return { text, counts };
}

/** What becomes of a line that belongs to a service. */
function editLine(
  line: string,
  edit: MasterCfEdit | undefined,
  isStart: boolean,
): string {
  if (edit === undefined) return line;
  if (edit.kind === "comment-out") return `#${line}`;
  return isStart ? edit.lines : "";
}

/** Whether the line is a comment, or nothing but white space. */
function isIgnored(line: string): boolean {
  if (!isWhiteSpace(line.charCodeAt(0))) return line.startsWith("#");
  const first = line[skipWhiteSpace(line, 0)];
  return first === undefined || first === "#";
}
