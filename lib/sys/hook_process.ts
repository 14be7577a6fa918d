/**
 * Running a program that may misbehave: a session of its own, an environment of
 * its own, a time limit for its whole process group, and its output line by line.
 *
 * Its exit is what is waited for, not the end of its output, since a daemon that
 * it started may keep that open for ever. After a normal exit its group is left
 * alone for the same reason; after a timeout no process of it is left.
 *
 * @module
 */

import { spawnReason } from "./child.ts";
import { cutIntoLines } from "./output_lines.ts";
import { endGroup, signalGroup } from "./process_group.ts";
import { endsWithin, pump } from "./pump.ts";
import type { Signals } from "./signals.ts";
import { spawn } from "./spawn.ts";

/** How much output of one program is shown, and in what portions. */
const LIMITS = { maxBytes: 64 * 1024, maxLine: 1000 };

/** How long output may take to end after the exit, in milliseconds. */
const DRAIN_MS = 500;

/** How long a process group has between TERM and KILL, in milliseconds. */
const GRACE_MS = 5000;

/** How long it may go on after a signal that ends the run, in seconds. */
export const INTERRUPTED_S = 10;

/** How long to wait for a process that KILL was sent to, in milliseconds. */
const REAP_MS = 2000;

/** A program to run. */
export interface HookProcess {
  /** Absolute path of the executable. */
  readonly path: string;
  /** The arguments, without the name of the program. */
  readonly args: readonly string[];
  /** The whole environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it may read from its standard input. */
  readonly input: string;
  /** When it is ended, in milliseconds. */
  readonly timeoutMs: number;
  /** Takes its output, without newlines, control characters still in it. */
  readonly tell: (line: string) => void;
}

/** How it ended. */
export type HookEnding =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "killed"; readonly signal: string }
  | { readonly kind: "timed-out" }
  | { readonly kind: "not-started"; readonly reason: string };

/** What came of it. */
export interface HookOutcome {
  /** How it ended. */
  readonly ending: HookEnding;
  /** Whether a process it has left behind still held its output open. */
  readonly isOutputHeld: boolean;
}

/**
 * Run a program and wait for its exit. Signals that stop the run are passed on
 * to its process group.
 */
export async function runHookProcess(
  hook: HookProcess,
  signals: Signals,
): Promise<HookOutcome> {
  let child: Deno.ChildProcess;
  try {
    child = start(hook);
  } catch (error) {
    const reason = spawnReason(error);
    return { ending: { kind: "not-started", reason }, isOutputHeld: false };
  }
  const input = feed(child, hook.input);
  const output = cutIntoLines(hook.tell, LIMITS);
  const pumps = [child.stdout, child.stderr]
    .map((stream) => pump(stream, output.open()));
  const interrupted = Promise.withResolvers<void>();
  const ending = await signals.during(
    (signal) => {
      signalGroup(child.pid, signal);
      interrupted.resolve();
    },
    () => waitFor(child, hook.timeoutMs, interrupted.promise),
  );
  input.stop();
  const ended = Promise.all(pumps.map(({ ended }) => ended));
  const isOutputHeld = !await endsWithin(ended, DRAIN_MS);
  await Promise.all(pumps.map(({ stop }) => stop()));
  await ended;
  return { ending, isOutputHeld };
}

function start({ path, args, environment }: HookProcess): Deno.ChildProcess {
  return spawn(path, {
    args: [...args],
    clearEnv: true,
    env: { ...environment },
    cwd: "/",
    detached: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
}

/** A program that does not read its input neither blocks us nor fails for it. */
function feed(child: Deno.ChildProcess, text: string): { stop: () => void } {
  const writer = child.stdin.getWriter();
  const ignore = (): void => {};
  writer.closed.catch(ignore);
  writer.write(new TextEncoder().encode(text))
    .then(() => writer.close())
    .catch(ignore);
  return { stop: () => writer.abort().catch(ignore) };
}

/** @param interrupted Fulfilled when the process group has got a signal from us. */
async function waitFor(
  child: Deno.ChildProcess,
  timeoutMs: number,
  interrupted: Promise<void>,
): Promise<HookEnding> {
  const first = Promise.race([child.status, interrupted]);
  const isInTime = await endsWithin(first, timeoutMs);
  const leftMs = Math.min(timeoutMs, INTERRUPTED_S * 1000);
  if (isInTime && await endsWithin(child.status, leftMs)) {
    return await endingOf(child);
  }
  await endGroup(child.pid, { graceMs: GRACE_MS });
  const isReaped = await endsWithin(child.status, REAP_MS);
  // One that the kernel holds on to is given up.
  if (!isReaped) child.unref();
  return isInTime && isReaped ? await endingOf(child) : { kind: "timed-out" };
}

async function endingOf(child: Deno.ChildProcess): Promise<HookEnding> {
  const { code, signal } = await child.status;
  return signal === null
    ? { kind: "exited", status: code }
    : { kind: "killed", signal };
}
