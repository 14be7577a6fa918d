/**
 * What there is to say about an instance at this moment.
 *
 * @module
 */

import type { MessageQueue } from "../postfix/queue.ts";
import type { Instance } from "../registry/instance.ts";

/** How many messages are in each queue; undefined where it could not be seen. */
export type MessageCounts = Readonly<Record<MessageQueue, number | undefined>>;

/** The master daemon of an instance. */
export interface MasterState {
  /** Whether it runs; undefined when that could not be seen. */
  readonly isRunning: boolean | undefined;
  /** Its process id while it runs, when it can be read. */
  readonly pid: number | undefined;
  /** When it started, in milliseconds since the epoch; like its process id. */
  readonly sinceMs: number | undefined;
}

/** One instance with what it is doing. */
export interface InstanceStatus {
  /** The instance as its main.cf describes it. */
  readonly instance: Instance;
  /** Its master daemon. */
  readonly master: MasterState;
  /** Where its configuration makes it listen; undefined when unreadable. */
  readonly endpoints: readonly string[] | undefined;
  /** The messages in its queues. */
  readonly messages: MessageCounts;
  /** What the queue takes of the disk, in bytes; undefined when unreadable. */
  readonly diskBytes: number | undefined;
}
