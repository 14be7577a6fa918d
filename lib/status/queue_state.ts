/**
 * The messages in an instance's queues, and what the queue takes of the disk.
 *
 * Walks the directories that Postfix makes in the queue directory for mail and
 * for what it notes down about mail, hash directories too. What else is in
 * there, sockets and a chroot jail say, does not count.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import {
  type MessageQueue,
  QUEUE_SUBDIRECTORIES,
  type QueueSubdirectory,
} from "../postfix/queue.ts";
import { type TreeUse, treeUse } from "../sys/disk_use.ts";
import { isDirectory } from "../sys/files.ts";
import type { InstanceStatus } from "./instance_status.ts";

/** Directories of sockets, pipes and locks, which take nothing to speak of. */
const NOT_MEASURED: readonly QueueSubdirectory[] = ["pid", "private", "public"];

const MEASURED = QUEUE_SUBDIRECTORIES.filter((name) =>
  !NOT_MEASURED.includes(name)
);

/** What is in a queue directory. */
export type QueueState = Pick<InstanceStatus, "messages" | "diskBytes">;

/**
 * Look into a queue directory.
 *
 * @param onTrouble Told, as `directory: what is wrong`, of each subdirectory
 * that cannot be looked at; what is in it stays undefined.
 */
export function readQueueState(
  queueDirectory: string,
  onTrouble: (text: string) => void,
): QueueState {
  const isThere = isDirectory(queueDirectory);
  if (!isThere) {
    onTrouble(`${queueDirectory}: there is no such directory`);
  }
  const uses = new Map(
    MEASURED.map((name) => [
      name,
      isThere ? useOf(`${queueDirectory}/${name}`, onTrouble) : undefined,
    ]),
  );
  const count = (queue: MessageQueue) => uses.get(queue)?.files;
  const known = [...uses.values()].filter((use) => use !== undefined);
  return {
    messages: {
      maildrop: count("maildrop"),
      incoming: count("incoming"),
      active: count("active"),
      deferred: count("deferred"),
      hold: count("hold"),
      corrupt: count("corrupt"),
    },
    diskBytes: known.length === uses.size
      ? known.reduce((sum, { bytes }) => sum + bytes, 0)
      : undefined,
  };
}

function useOf(
  directory: string,
  onTrouble: (text: string) => void,
): TreeUse | undefined {
  try {
    return treeUse(directory);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    onTrouble(error.message);
    return undefined;
  }
}
