/**
 * Whether the master daemon of an instance runs, under which process id, and
 * since when.
 *
 * master(8) keeps two files locked as long as it lives, and writes its process
 * id into both when it starts, never again: pid/master.pid in the queue
 * directory, for root to read, and master.lock in the data directory, for the
 * mail system's own user. No process is started to look at them.
 *
 * Known weak spots: the start is the time at which the file was written, so a
 * file that is touched, or a clock that was wrong, makes it wrong as well.
 * The number is the one that the daemon has in its own container.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import type { Instance } from "../registry/instance.ts";
import { isLocked } from "../sys/lock_probe.ts";
import { readPidFile } from "../sys/pid_file.ts";
import type { MasterState } from "./instance_status.ts";

/** Look at the master daemon of an instance. */
export function readMasterState(
  { queueDirectory, dataDirectory }: Pick<
    Instance,
    "queueDirectory" | "dataDirectory"
  >,
): MasterState {
  const none = { pid: undefined, sinceMs: undefined };
  const paths = [
    `${queueDirectory}/pid/master.pid`,
    `${dataDirectory}/master.lock`,
  ];
  for (const path of paths) {
    const isRunning = isLockedIfVisible(path);
    if (isRunning === undefined) continue;
    if (!isRunning) return { isRunning, ...none };
    const { pid, writtenMs } = readPidFile(path) ?? {};
    return { isRunning, pid, sinceMs: writtenMs };
  }
  return { isRunning: undefined, ...none };
}

function isLockedIfVisible(path: string): boolean | undefined {
  try {
    return isLocked(path);
  } catch (error) {
    if (error instanceof FatalError) return undefined;
    throw error;
  }
}
