/**
 * The processes of a filter: recognized by number and start time, ended by
 * session. The runtime may not read /proc, so cat(1) does.
 *
 * @module
 */

import type { Filter } from "./known.ts";
import { sleep } from "./wait.ts";

/** How often a process is looked at that is to end. */
const POLL_MS = 50;

/** A process that is not dead, as far as it matters here. */
export interface Stat {
  /** Its number. */
  readonly pid: number;
  /** The number of the leader of its session. */
  readonly session: number;
  /** In clock ticks since the machine was started. */
  readonly startTime: string;
}

/** A process by its number; undefined when there is none, or only a dead one. */
export async function statOf(pid: number): Promise<Stat | undefined> {
  return (await readStats(`/proc/${pid}/stat`))[0];
}

/** Understands the text of a `/proc/PID/stat`; undefined for a dead process. */
export function parseStat(text: string): Stat | undefined {
  // The second field is the program's name, which may hold anything.
  const match = /^(\d+) \(.*\) ([^)]*)$/s.exec(text.trim());
  const fields = match?.[2]?.split(" ") ?? [];
  const [state, session, startTime] = [fields[0], fields[3], fields[19]];
  if (match === null || startTime === undefined || /^[ZX]/.test(state ?? "")) {
    return undefined;
  }
  return { pid: Number(match[1]), session: Number(session), startTime };
}

/** Whether the command of a filter that was started here is running. */
export async function isRunning({ pid, startTime }: Filter): Promise<boolean> {
  return pid !== 0 && (await statOf(pid))?.startTime === startTime;
}

/** The command of a filter is gone after this, if it was there. */
export async function endProcesses(
  filter: Filter,
  limitMs: number,
): Promise<void> {
  if (await isRunning(filter)) signal(-filter.pid, "SIGTERM");
  const deadline = Date.now() + limitMs;
  while (await isRunning(filter)) {
    if (Date.now() > deadline) {
      console.error(`${filter.title} does not end: killed`);
      break;
    }
    await sleep(POLL_MS);
  }
  await killSession(filter);
}

/**
 * Kills what is left of the filter's session. While any process is in it, the
 * kernel gives its number to no other process, so only a living leader with
 * another start time can belong to another program.
 */
async function killSession(filter: Filter): Promise<void> {
  const session = (await readStats("/proc/[0-9]*/stat"))
    .filter((stat) => stat.session === filter.pid);
  const leader = session.find((stat) => stat.pid === filter.pid);
  if (leader !== undefined && leader.startTime !== filter.startTime) return;
  for (const { pid } of session) signal(pid, "SIGKILL");
}

async function readStats(pattern: string): Promise<readonly Stat[]> {
  const { stdout } = await new Deno.Command("/bin/sh", {
    args: ["-c", `exec cat ${pattern} 2>/dev/null`],
    stdin: "null",
    stderr: "null",
  }).output();
  const lines = new TextDecoder().decode(stdout).split(/\n(?=\d+ \()/);
  return lines.flatMap((line) => parseStat(line) ?? []);
}

function signal(pid: number, name: Deno.Signal): void {
  try {
    Deno.kill(pid, name);
  } catch (error) {
    // Gone between the look and the signal.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
