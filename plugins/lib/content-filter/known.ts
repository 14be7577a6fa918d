/**
 * What is known of filters that were started here: one file of JSON for each
 * address, and one lock, in a directory that only root can write and that does not
 * outlive the machine's uptime, as processes do not.
 *
 * @module
 */

import { orMissing, Refusal } from "./refusal.ts";
import { sleep } from "./wait.ts";

const DIRECTORY = "/run/postmulti/content-filter";

/** Where postmulti keeps the lock of each instance; the file holds the run's id. */
const INSTANCE_LOCKS = "/run/postmulti/instances";

/** How often a lock is tried. */
const POLL_MS = 50;

/** A filter that was started here. */
export interface Filter {
  /** The version of this structure. */
  readonly schema: 1;
  /** What it is, for messages. */
  readonly title: string;
  /** The name of a service; empty for a command. */
  readonly service: string;
  /** Of a command: the leader of its session; 0 for a service. */
  readonly pid: number;
  /** Of a command: in clock ticks since the machine was started. */
  readonly startTime: string;
  /** Where its output goes. */
  readonly log: string;
  /** How long it may take to end. */
  readonly stopMs: number;
  /** The configuration directories of its instances, each with the run it came in. */
  readonly users: Readonly<Record<string, string>>;
}

/** The file for the filter that listens at `listen`. */
export function pathFor(listen: string): string {
  return `${DIRECTORY}/${listen}`;
}

/**
 * Makes the directory if need be, and makes sure of it.
 *
 * @throws {Refusal} when a user other than root could have written in it.
 */
export async function makeDirectory(): Promise<void> {
  await Deno.mkdir(DIRECTORY, { recursive: true, mode: 0o700 });
  for (const path of ["/run", "/run/postmulti", DIRECTORY]) {
    const { isDirectory, uid, mode } = await Deno.lstat(path);
    if (isDirectory && uid === 0 && ((mode ?? 0o777) & 0o022) === 0) continue;
    throw new Refusal(
      `${path}: is not a directory that only root can write: remove it, or run ` +
        `"chown root ${path}; chmod go-w ${path}"`,
    );
  }
}

/** The files of all filters that are known; none when nothing was ever started. */
export async function knownPaths(): Promise<readonly string[]> {
  if (await orMissing(Deno.lstat(DIRECTORY)) === undefined) return [];
  await makeDirectory();
  const names = await Array.fromAsync(Deno.readDir(DIRECTORY));
  return names
    .map(({ name }) => `${DIRECTORY}/${name}`)
    .filter((path) => !/\.(lock|new)$/.test(path));
}

/**
 * What is known under a path.
 *
 * @throws {Refusal} when the file is not what was written.
 */
export async function readFilter(path: string): Promise<Filter | undefined> {
  const text = await orMissing(Deno.readTextFile(path));
  if (text === undefined) return undefined;
  try {
    const filter = JSON.parse(text);
    if (filter.schema === 1 && Number.isInteger(filter.pid)) return filter;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Refusal(`${path}: is damaged: end the filter, remove the file`);
}

/** Replaces what is known under a path. */
export async function writeFilter(path: string, filter: Filter): Promise<void> {
  const text = JSON.stringify(filter);
  await Deno.writeTextFile(`${path}.new`, text, { mode: 0o600 });
  await Deno.rename(`${path}.new`, path);
}

/** Forgets what is known under a path. */
export async function forgetFilter(path: string): Promise<void> {
  await orMissing(Deno.remove(path));
}

/** The ids of the runs that hold the lock of an instance. */
export async function runsUnderWay(): Promise<ReadonlySet<string>> {
  const runs = new Set<string>();
  if (await orMissing(Deno.lstat(INSTANCE_LOCKS)) === undefined) return runs;
  for await (const { name } of Deno.readDir(INSTANCE_LOCKS)) {
    const path = `${INSTANCE_LOCKS}/${name}`;
    // The file of a killed run is not locked.
    if (!await isLocked(path)) continue;
    const run = await orMissing(Deno.readTextFile(path));
    if (run !== undefined) runs.add(run);
  }
  return runs;
}

/** Whether a process holds the flock(2) on a file; false when there is no file. */
export async function isLocked(path: string): Promise<boolean> {
  // Others than root can write in some directories: a FIFO is not opened.
  if (!(await orMissing(Deno.lstat(path)))?.isFile) return false;
  const file = await orMissing(Deno.open(path));
  if (file === undefined) return false;
  try {
    return !await file.tryLock(false);
  } finally {
    file.close();
  }
}

/**
 * Works while no other process does under the same path.
 *
 * @throws {Refusal} when another process does for longer than `limitMs`.
 */
export async function alone(
  path: string,
  limitMs: number,
  work: () => Promise<void>,
): Promise<void> {
  const file = await Deno.open(`${path}.lock`, { create: true, write: true });
  try {
    const deadline = Date.now() + limitMs;
    while (!await file.tryLock(true)) {
      if (Date.now() > deadline) {
        throw new Refusal(`${path}.lock: another run holds it: try again`);
      }
      await sleep(POLL_MS);
    }
    await work();
  } finally {
    file.close();
  }
}
