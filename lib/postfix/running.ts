/**
 * Whether an instance runs.
 *
 * The master daemon holds an exclusive lock on pid/master.pid in its queue
 * directory for as long as it lives; `postfix status` looks at nothing else.
 * Asking the kernel for that lock needs no child process, and no wait for a
 * main.cf that was changed a moment ago.
 *
 * @module
 */

import { succeedsQuietly } from "../sys/child.ts";
import { isLocked } from "../sys/lock_probe.ts";

/** The instance to look at. */
export interface RunningQuestion {
  /** The instance's configuration directory. */
  readonly configDirectory: string;
  /** The instance's queue directory. */
  readonly queueDirectory: string;
  /** Absolute path of postfix(1), asked when the lock cannot be looked at. */
  readonly postfix: string;
  /** Variables for postfix(1), on top of the inherited environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Whether the master daemon of an instance is running. */
export function isRunning(question: RunningQuestion): boolean {
  const { configDirectory, queueDirectory, postfix, environment } = question;
  return isLocked(`${queueDirectory}/pid/master.pid`) ?? succeedsQuietly({
    path: postfix,
    args: ["-c", configDirectory, "status"],
    environment,
  });
}
