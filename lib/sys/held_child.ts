/**
 * A child process whose output is held, beside others that run at the same time.
 *
 * It gets the signals that we get. Its exit is what is waited for, not the end of
 * its output: a daemon that it started may keep that open for ever, so a while
 * after the exit it is closed, and a process that still writes there gets
 * an error. The while counts only when we had time and room to read, since nothing
 * that was written before may be lost.
 *
 * @module
 */

import {
  type ChildOutcome,
  type ChildRequest,
  outcomeOf,
  passOn,
  spawner,
  spawnReason,
} from "./child.ts";
import type { ErrorTerminal } from "./error_terminal.ts";
import type { StreamName } from "./held_output.ts";
import { endsWithin, pump } from "./pump.ts";
import type { Signals } from "./signals.ts";

/** How long output may take to end after the exit, in milliseconds. */
const DRAIN_MS = 500;

/** How much more than that is a sign that we had no time. */
const LATE_MS = 100;

/** What a held child needs. */
export interface HeldChildContext {
  /** The signals of this run; they are passed on. */
  readonly signals: Signals;
  /** Whether it may read our standard input; nothing otherwise. */
  readonly isInputOurs: boolean;
  /** Takes its output; it has to wait until that is fulfilled. */
  readonly take: (stream: StreamName, bytes: Uint8Array) => Promise<void>;
  /** Aborted when no process reads its standard output any more. */
  readonly outputGone: AbortSignal | undefined;
  /** What it has for standard error; a pipe when undefined. */
  readonly terminal: ErrorTerminal | undefined;
}

/** What came of a held child. */
export interface HeldChildOutcome {
  /** How it ended. */
  readonly outcome: ChildOutcome;
  /** Whether a process it has left behind still held its output open. */
  readonly isOutputHeld: boolean;
}

/** Run a child and wait for it. */
export async function runHeldChild(
  request: ChildRequest,
  context: HeldChildContext,
): Promise<HeldChildOutcome> {
  const { signals, terminal, take, outputGone } = context;
  let child: Deno.ChildProcess;
  try {
    child = start(request, context);
  } catch (error) {
    const reason = spawnReason(error);
    terminal?.close();
    return { outcome: { kind: "not-started", reason }, isOutputHeld: false };
  }
  const streams = [
    ["stdout", child.stdout],
    ["stderr", child.stderr],
    ...terminal === undefined ? [] : [["stderr", terminal.output] as const],
  ] as const;
  let waiting = 0;
  const pumps = streams.map(([name, stream]) =>
    pump(stream, {
      take: async (bytes) => {
        waiting++;
        await take(name, bytes);
        waiting--;
      },
      end: () => {},
    })
  );
  const stopOutput = () => void pumps[0]?.stop();
  if (outputGone?.aborted) stopOutput();
  outputGone?.addEventListener("abort", stopOutput);
  const outcome = await signals.during(
    (signal) => passOn(signal, child, request),
    () => outcomeOf(child, request, signals),
  );
  terminal?.close();
  const isOutputHeld = !await drain(
    Promise.all(pumps.map(({ ended }) => ended)),
    () => waiting > 0,
  );
  outputGone?.removeEventListener("abort", stopOutput);
  await Promise.all(pumps.map(({ stop }) => stop()));
  return { outcome, isOutputHeld };
}

function start(
  request: ChildRequest,
  { isInputOurs, terminal }: HeldChildContext,
): Deno.ChildProcess {
  const { path, args } = terminal?.wrap(request) ?? request;
  return spawner(request)(path, {
    args: [...args],
    env: { ...request.environment },
    stdin: isInputOurs ? "inherit" : "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Whether all of it ended in time. */
async function drain(
  ended: Promise<unknown>,
  isWaiting: () => boolean,
): Promise<boolean> {
  for (;;) {
    const begunMs = performance.now();
    const wasWaiting = isWaiting();
    if (await endsWithin(ended, DRAIN_MS)) return true;
    const isLate = performance.now() - begunMs > DRAIN_MS + LATE_MS;
    if (!isLate && !wasWaiting && !isWaiting()) return false;
  }
}
