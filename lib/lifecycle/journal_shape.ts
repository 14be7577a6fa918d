/**
 * Whether a value that was read from a file has the shape of a journal. Pure.
 *
 * A journal is root's own, so this is not a defence against an attacker; it keeps a
 * damaged file from making the program stumble.
 *
 * @module
 */

import type { Step } from "./step.ts";
import type { Undo } from "./undo_record.ts";

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, Check>>;

const text: Check = (value) => typeof value === "string";
const path: Check = (value) =>
  typeof value === "string" && value.startsWith("/") && !value.includes("\0");
const number: Check = (value) => Number.isSafeInteger(value);
const flag: Check = (value) => typeof value === "boolean";
const bytes: Check = (value) => value instanceof Uint8Array;

const EDITS: Readonly<Record<string, Fields>> = {
  "set": { name: text, value: text },
  "comment-out": { name: text },
  "remove": { name: text },
};

const ENTRY_CHANGE: Check = record({
  fields: listOf(record({ name: text, value: text })),
  options: listOf(record({ name: text, value: optional(text) })),
  args: optional(listOf(text)),
});

const SERVICES: Readonly<Record<string, Fields>> = {
  "set": { service: text, lines: text },
  "change": { service: text, change: ENTRY_CHANGE },
  "comment-out": { service: text },
};

const CHANGES: Readonly<Record<string, Fields>> = {
  add: { directory: path, before: optional(path) },
  remove: { directory: path },
  deport: { directory: path },
  reorder: { directories: listOf(text) },
};

const STEPS: Readonly<Record<Step["kind"], Fields>> = {
  "make-directory": { path, mode: number },
  "write-file": { path, content: bytes, mode: number },
  "set-permissions": {
    path,
    uid: number,
    gid: optional(number),
    mode: number,
    recursive: flag,
  },
  "edit-main-cf": { path, edits: listOf(kindOf(EDITS)) },
  "edit-master-cf": { path, edits: listOf(kindOf(SERVICES)) },
  "withdraw-file": { path },
  "move-file": { path, to: path },
  "edit-list": { path, change: kindOf(CHANGES) },
  "seize-directories": { queueDirectory: path, directories: listOf(path) },
  "check-empty": { title: text, queueDirectory: path },
  "remove-queue": { title: text, path },
  "remove-file": { path },
  "remove-directory": { path },
};

const OWNERSHIP = record({ path, uid: number, gid: number, mode: number });

const UNDOS: Readonly<Record<Undo["kind"], Fields>> = {
  "remove-directory": { path },
  "remove-file": { path },
  "restore-file": {
    path,
    original: record({
      content: bytes,
      uid: number,
      gid: number,
      mode: number,
      atimeMs: number,
      mtimeMs: number,
      linkTarget: optional(text),
    }),
  },
  "give-back": { former: listOf(OWNERSHIP) },
  "make-directory": { path },
  "move-back": { path, to: path },
};

/** Whether a value has all that a journal has, each of the right kind. */
export function isJournalShaped(value: unknown): boolean {
  return JOURNAL(value);
}

const JOURNAL: Check = record({
  pid: number,
  command: text,
  summary: text,
  entries: listOf(record({ step: kindOf(STEPS), undo: listOf(kindOf(UNDOS)) })),
  places: optional(record({ links: listOf(path), shared: listOf(path) })),
});

function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function record(fields: Fields): Check {
  return (value) =>
    typeof value === "object" && value !== null &&
    Object.entries(fields).every(([name, check]) =>
      check((value as Record<string, unknown>)[name])
    );
}

function kindOf(kinds: Readonly<Record<string, Fields>>): Check {
  return (value) => {
    const kind = (value as { kind?: unknown } | null)?.kind;
    return typeof kind === "string" && Object.hasOwn(kinds, kind) &&
      record(kinds[kind] ?? {})(value);
  };
}
