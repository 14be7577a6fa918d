/**
 * The journal of a life-cycle action: what it will do, and what undoes each
 * step, written down before the first step is taken.
 *
 * How far an action got is not written: the list of instances and the disk
 * show that. Before the instance list has changed, an action is undone; after, it
 * is finished. So a journal is written and synced once. Pure: text.
 *
 * @module
 */

import { isJournalShaped } from "./journal_shape.ts";
import type { Step } from "./step.ts";
import type { Undo } from "./undo_record.ts";

/** A step, and what undoes it; undo records are applied in their order. */
export interface JournalEntry {
  /** What must be done. */
  readonly step: Step;
  /** What undoes it, whether it was taken, half taken or not at all. */
  readonly undo: readonly Undo[];
}

/** Everything that is needed to finish or undo an action. */
export interface Journal {
  /** The process that carries the action out. */
  readonly pid: number;
  /** Its command line, for messages. */
  readonly command: string;
  /** What will have been done: `created instance postfix-in in /etc/postfix-in`. */
  readonly summary: string;
  /** The steps in their order. */
  readonly entries: readonly JournalEntry[];
  /** How the directories were that it works in; older journals do not say. */
  readonly places?: Places;
}

/** What was found on the way to the paths of a plan; absolute paths. */
export interface Places {
  /** Symbolic links. */
  readonly links: readonly string[];
  /** Directories that root alone could not write, or that were not root's. */
  readonly shared: readonly string[];
}

/** What the lock file of a dead process holds. */
export type LeftJournal =
  | { readonly kind: "journal"; readonly journal: Journal }
  /** Nothing was written: no step had been taken. */
  | { readonly kind: "blank" }
  /** Complete, but of another version of this program. */
  | { readonly kind: "foreign"; readonly format: string }
  /** Cut short, or changed by another program. */
  | { readonly kind: "damaged" };

/** Changes when the text changes in a way that older programs cannot read. */
export const FORMAT = "postmulti-journal-2";

const ANY_FORMAT = /^postmulti-journal-[0-9]+$/;

/** The bytes of a journal: a line with length and checksum, then JSON. */
export function formatJournal(journal: Journal): Uint8Array {
  return sealJournal(JSON.stringify({ format: FORMAT, ...journal }, packBytes));
}

/** The JSON of a journal, with its length and checksum before it. */
export function sealJournal(text: string): Uint8Array {
  const body = new TextEncoder().encode(`${text}\n`);
  const head = new TextEncoder().encode(headFor(body));
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

/** Read what a dead process has left. */
export function readJournal(bytes: Uint8Array): LeftJournal {
  if (bytes.every((byte) => byte === 0)) return { kind: "blank" };
  const end = bytes.indexOf(0x0a) + 1;
  const body = bytes.subarray(end);
  const head = new TextDecoder().decode(bytes.subarray(0, end));
  if (head !== headFor(body)) return { kind: "damaged" };
  try {
    const text = new TextDecoder().decode(body);
    return judge(JSON.parse(text, unpackBytes));
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: "damaged" };
    // Nested too deeply, which no journal is.
    if (error instanceof RangeError) return { kind: "damaged" };
    throw error;
  }
}

/**
 * Read a journal.
 *
 * @returns Undefined for one that cannot be followed.
 */
export function parseJournal(bytes: Uint8Array): Journal | undefined {
  const left = readJournal(bytes);
  return left.kind === "journal" ? left.journal : undefined;
}

function judge(value: unknown): LeftJournal {
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format !== "string" || !ANY_FORMAT.test(format)) {
    return { kind: "damaged" };
  }
  if (format !== FORMAT) return { kind: "foreign", format };
  return isJournal(value)
    ? { kind: "journal", journal: value }
    : { kind: "damaged" };
}

function headFor(body: Uint8Array): string {
  return `${body.length} ${checksum(body)}\n`;
}

/**
 * FNV-1a over words of four bytes, in hexadecimal: against torn and damaged files,
 * not people. By words, since this runs once, before any of it is compiled.
 */
function checksum(bytes: Uint8Array): string {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const even = bytes.length - bytes.length % 4;
  let hash = 0x811c9dc5;
  for (let at = 0; at < even; at += 4) {
    hash = Math.imul(hash ^ words.getUint32(at), 0x01000193);
  }
  for (let at = even; at < bytes.length; at++) {
    hash = Math.imul(hash ^ words.getUint8(at), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

function isJournal(value: unknown): value is Journal {
  return isJournalShaped(value);
}

function packBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: value.toBase64() } : value;
}

/** @throws {SyntaxError} When something is said to be base64 and is not. */
function unpackBytes(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { base64 } = value as { base64?: unknown };
  if (typeof base64 !== "string") return value;
  return Uint8Array.fromBase64(base64);
}
