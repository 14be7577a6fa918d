/**
 * What Postfix keeps in a queue directory, and under which names. Pure.
 *
 * @module
 */

import type { EntryKind } from "../sys/files.ts";

/** The subdirectories of a queue directory that Postfix makes. */
export const QUEUE_SUBDIRECTORIES = [
  "active",
  "bounce",
  "corrupt",
  "defer",
  "deferred",
  "flush",
  "hold",
  "incoming",
  "maildrop",
  "pid",
  "private",
  "public",
  "saved",
  "trace",
] as const;

/** One of the subdirectories that Postfix makes. */
export type QueueSubdirectory = typeof QUEUE_SUBDIRECTORIES[number];

/** Files by which the scripts that start Postfix leave word for the next one. */
export const QUEUE_MARKERS: readonly string[] = [
  "debian-systemd-start",
  "quick-start",
];

/** The queues that mail goes through, in that order. */
export const MESSAGE_QUEUES = [
  "maildrop",
  "incoming",
  "active",
  "deferred",
  "hold",
  "corrupt",
] as const;

/** One of these queues. */
export type MessageQueue = typeof MESSAGE_QUEUES[number];

/**
 * The subdirectories in which a file is a message: saved is on no mail's way,
 * but what is in there counts.
 */
export const MAIL_QUEUES: readonly QueueSubdirectory[] = [
  ...MESSAGE_QUEUES,
  "saved",
];

const QUEUE_ID = /^[0-9A-Za-z]{5,}$/;
const PID_FILE = /^(master\.pid|(unix|unix-dgram|inet|pass|fifo)\..+)$/;

/**
 * Whether an entry of a queue subdirectory is Postfix's own making and no
 * mail: delivery logs, sockets, FIFOs, pid and lock files.
 */
export function isOwnQueueEntry(
  subdirectory: QueueSubdirectory,
  name: string,
  kind: EntryKind,
): boolean {
  switch (subdirectory) {
    case "bounce":
    case "defer":
    case "trace":
      return kind === "file" && QUEUE_ID.test(name);
    case "flush":
      return kind === "file";
    case "pid":
      return kind === "file" && PID_FILE.test(name);
    case "private":
    case "public":
      return kind === "socket" || kind === "fifo";
    default:
      return false;
  }
}

/** Whether a name is one of the directories that hash_queue_depth spreads files over. */
export function isHashDirectory(name: string): boolean {
  return /^[0-9A-Za-z]$/.test(name);
}
