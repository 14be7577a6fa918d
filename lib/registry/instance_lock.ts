/**
 * One run at a time for each instance: a lock from the first hook to the last.
 *
 * The lock is a file in {@linkcode LOCK_DIRECTORY}, named after the configuration
 * directory of the instance, so that an instance can be locked before it exists.
 * Only root can open it. It is there only while a run holds the lock; a
 * killed process leaves the file behind, but not the lock.
 *
 * The file holds the id of the run. A hook has that id in its environment, so
 * the commands that it calls pass the lock of their own run.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { sha256Hex } from "../sys/digest.ts";
import { makePrivateDirectory } from "../sys/make.ts";
import { type NotedLock, takeNotedLock } from "../sys/noted_lock.ts";
import { environment } from "../sys/process.ts";
import { distrustDirectory } from "../sys/trust.ts";
import { escapePath } from "./escape_path.ts";

/** Where the locks are. The directory does not outlive the uptime of the host. */
export const LOCK_DIRECTORY = "/run/postmulti/instances";

/** The variable that gives a hook the id of its run. */
const RUN_ID = "POSTMULTI_RUN_ID";

/** How many letters of a directory's name a file name can hold. */
const LONGEST = 200;

/** How to lock an instance. */
export interface InstanceLockOptions {
  /** Of the run that locks it, for its hooks; "" for a run without hooks. */
  readonly runId: string;
  /** How long to wait for another run, in milliseconds; 0 to try once. */
  readonly timeoutMs: number;
  /** Why to wait no longer: `SIGINT`; undefined as long as there is no reason. */
  readonly interrupted?: () => string | undefined;
  /** Whether this run goes ahead when the other one does not finish in time. */
  readonly overtakes?: boolean;
}

/** The lock of an instance, until disposed of. */
export type InstanceLock = NotedLock;

/** Locks an instance for a run; disposing of the result ends that. */
export type LockInstance = (
  configDirectory: string,
  options: InstanceLockOptions,
) => Promise<InstanceLock>;

/**
 * Wait until no other run works on an instance, and keep others out until
 * disposed of. A run that was called by a hook passes the lock of its caller.
 *
 * @param configDirectory The instance's.
 * @throws {BusyError} When another run does not finish in time.
 * @throws {FatalError} When the lock cannot be made, or the wait was interrupted.
 */
export async function lockInstance(
  configDirectory: string,
  { runId, overtakes = false, ...wait }: InstanceLockOptions,
): Promise<InstanceLock> {
  makePrivateDirectory(LOCK_DIRECTORY);
  refuseUntrusted(LOCK_DIRECTORY);
  return await takeNotedLock(await lockPath(configDirectory), {
    ...wait,
    note: runId,
    overtakes,
    passingNote: environment(RUN_ID) ?? "",
    timedOut: (holder) =>
      `${holder} works on this instance and has not finished`,
  });
}

/** The file of an instance's lock. */
async function lockPath(configDirectory: string): Promise<string> {
  const name = escapePath(configDirectory);
  if (name.length <= LONGEST) return `${LOCK_DIRECTORY}/${name}.lock`;
  const digest = await sha256Hex(new TextEncoder().encode(name));
  return `${LOCK_DIRECTORY}/${digest}.lock`;
}

function refuseUntrusted(directory: string): void {
  const distrust = distrustDirectory(directory);
  if (distrust === undefined) return;
  const { path, reason } = distrust;
  throw new FatalError(
    `${path}: this directory ${reason}: run "chown root ${path}" and ` +
      `"chmod go-w ${path}"`,
  );
}
