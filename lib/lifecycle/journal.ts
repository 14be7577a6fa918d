/**
 * The journal of a life-cycle action: what it will do, and what undoes each
 * step, written down before the first step is taken.
 *
 * How far an action got is not written: the list of instances and the disk
 * tell. Before the instance list has changed, an action is undone; after, it
 * is finished. So a journal is written and synced once. Pure: text.
 *
 * @module
 */

import { isJournalShaped } from "./journal_shape.ts";
import type { Step } from "./step.ts";
import type { Undo } from "./undo_record.ts";

/** A step, and what undoes it; undo records are applied in their order. */
export interface JournalEntry {
  /** What is to be done. */
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
}

/** Changes when the text changes in a way that older programs cannot read. */
const FORMAT = "postmulti-journal-2";

/** The bytes of a journal: a line with length and checksum, then JSON. */
export function formatJournal(journal: Journal): Uint8Array {
  const text = JSON.stringify({ format: FORMAT, ...journal }, packBytes);
  const body = new TextEncoder().encode(`${text}\n`);
  const head = new TextEncoder().encode(headFor(body));
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

/**
 * Whether a journal was not completely written, so that no step of its action
 * was taken.
 */
export function isTorn(bytes: Uint8Array): boolean {
  const head = /^([0-9]+) [0-9a-f]{8}\n/.exec(
    new TextDecoder().decode(bytes.subarray(0, 30)),
  );
  if (head === null) {
    return bytes.length < 30 || bytes.every((byte) => byte === 0);
  }
  const body = bytes.subarray(head[0].length);
  return body.length < Number(head[1]) || body.at(-1) === 0;
}

/**
 * Read a journal.
 *
 * @returns Undefined for one that is torn or damaged.
 */
export function parseJournal(bytes: Uint8Array): Journal | undefined {
  const end = bytes.indexOf(0x0a) + 1;
  const body = bytes.subarray(end);
  const head = new TextDecoder().decode(bytes.subarray(0, end));
  if (head !== headFor(body)) return undefined;
  try {
    const text = new TextDecoder().decode(body);
    const value: unknown = JSON.parse(text, unpackBytes);
    return isJournal(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    // Nested too deeply, which no journal is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
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
  return isJournalShaped(value) &&
    (value as { format?: unknown }).format === FORMAT;
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
