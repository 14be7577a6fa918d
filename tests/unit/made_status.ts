/**
 * The status of instances made by hand, for tests beside the sources.
 *
 * @module
 */

import type {
  InstanceStatus,
  MessageCounts,
} from "../../lib/status/instance_status.ts";
import { MESSAGE_QUEUES } from "../../lib/postfix/queue.ts";
import { madePrimary } from "./made_instance.ts";

/** What is to be different from a stopped primary instance without mail. */
export type StatusChange = Partial<Omit<InstanceStatus, "messages">> & {
  /** The queues that are not empty; undefined when none could be seen. */
  readonly messages?: Partial<MessageCounts> | undefined;
};

/** The status of a stopped instance without mail, with changes. */
export function madeStatus(change: StatusChange): InstanceStatus {
  const isSeen = !("messages" in change) || change.messages !== undefined;
  const counts = Object.fromEntries(
    MESSAGE_QUEUES.map((queue) => [queue, isSeen ? 0 : undefined]),
  ) as MessageCounts;
  return {
    instance: madePrimary(),
    master: { isRunning: false, pid: undefined, sinceMs: undefined },
    endpoints: [],
    diskBytes: 0,
    ...change,
    messages: { ...counts, ...change.messages },
  };
}
