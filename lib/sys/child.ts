/**
 * Child processes in the foreground: with our own standard streams, one at a
 * time, and with the signals that we get.
 *
 * A terminal sends Ctrl-C to the child as well as to us; any other INT, TERM
 * or HUP that reaches us is passed on. Either way the child decides when it
 * ends, and the caller learns that it should not start another.
 *
 * @module
 */

import { reasonOf } from "./files.ts";
import { killTree } from "./process_tree.ts";
import { endsWithin } from "./pump.ts";
import {
  isStopSignal,
  type Signals,
  type StopSignal,
  takeSignals,
} from "./signals.ts";
import { runSync, spawn, spawnForCaller } from "./spawn.ts";

/** How long a signal can take to reach this process after a child, in milliseconds. */
const SAME_MS = 250;

/** A program to run. */
export interface ChildRequest {
  /** Absolute path of the executable. */
  readonly path: string;
  /** The arguments, without the name of the program. */
  readonly args: readonly string[];
  /** Variables set on top of the inherited environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** When it is killed, with all that it has started; it may take its time when undefined. */
  readonly limitMs?: number;
  /** Whether it gets the descriptors that our caller left open. */
  readonly isForCaller?: boolean;
  /** Whether SIGTERM to us is not passed on to it, so that it comes to its end. */
  readonly isShielded?: boolean;
}

/** How a child ended. */
export type ChildOutcome =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "killed"; readonly signal: string }
  | { readonly kind: "overdue"; readonly limitMs: number }
  | { readonly kind: "not-started"; readonly reason: string };

/** Runs children until a signal comes. */
export interface Foreground extends Disposable {
  /** The signals, taken over. */
  readonly signals: Signals;
  /** The first signal that was received, if any. */
  readonly interruptedBy: StopSignal | undefined;
  /** Run one child and wait for it. */
  run(request: ChildRequest): Promise<ChildOutcome>;
  /** End this process by the signal it was interrupted by; returns when there was none. */
  endBySignal(): Promise<void>;
}

/** Take over the signals, unless they have been already, until disposed of. */
export function openForeground(signals: Signals = takeSignals()): Foreground {
  return {
    signals,
    get interruptedBy() {
      return signals.interruptedBy;
    },
    async run(request): Promise<ChildOutcome> {
      let child: Deno.ChildProcess;
      try {
        child = start(request);
      } catch (error) {
        return { kind: "not-started", reason: spawnReason(error) };
      }
      return await signals.during(
        (signal) => passOn(signal, child, request),
        () => outcomeOf(child, request, signals),
      );
    },
    endBySignal: () => signals.endBySignal(),
    [Symbol.dispose]: () => signals[Symbol.dispose](),
  };
}

/**
 * Run a program quietly and wait for it: no input, no output.
 *
 * @returns Whether it exited with status 0; false also when it cannot be run.
 */
export function succeedsQuietly(
  { path, args, environment }: ChildRequest,
): boolean {
  try {
    return runSync(path, {
      args: [...args],
      env: { ...environment },
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).success;
  } catch {
    return false;
  }
}

/**
 * How a child ends, within its limit. When a signal has ended it that ends a run as
 * well, that signal may be on its way to this process: Ctrl-C at a terminal goes to
 * both, and the end of the child can be seen first. So it is waited for.
 */
export async function outcomeOf(
  child: Deno.ChildProcess,
  { limitMs }: Pick<ChildRequest, "limitMs">,
  signals: Signals,
): Promise<ChildOutcome> {
  if (limitMs !== undefined && !await endsWithin(child.status, limitMs)) {
    killTree(child.pid);
    await child.status;
    return { kind: "overdue", limitMs };
  }
  const { code, signal } = await child.status;
  if (signal === null) return { kind: "exited", status: code };
  if (isStopSignal(signal)) await sameSignal(signals);
  return { kind: "killed", signal };
}

/** Waits for a signal to this process, but not for long. */
async function sameSignal(signals: Signals): Promise<void> {
  if (signals.interruptedBy !== undefined) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  await signals.during(() => resolve(), () => endsWithin(promise, SAME_MS));
}

function start(request: ChildRequest): Deno.ChildProcess {
  const { path, args, environment } = request;
  return spawner(request)(path, {
    args: [...args],
    env: { ...environment },
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  });
}

/** How to start a child with the descriptors it is to get. */
export function spawner(
  { isForCaller }: Pick<ChildRequest, "isForCaller">,
): typeof spawn {
  return isForCaller ? spawnForCaller : spawn;
}

/** Why a program could not be started, in the words of strerror(3). */
export function spawnReason(error: unknown): string {
  return reasonOf(error).replace(/^Failed to spawn '.*': /s, "");
}

/** Hand a signal that we got to a child, unless it has got it already. */
export function passOn(
  signal: StopSignal,
  child: Deno.ChildProcess,
  { isShielded = false }: Pick<ChildRequest, "isShielded">,
): void {
  const isKept = isShielded && signal === "SIGTERM";
  if (!isKept && !isSentByTerminal(signal)) forward(child, signal);
}

function isSentByTerminal(signal: StopSignal): boolean {
  return signal === "SIGINT" &&
    (Deno.stdin.isTerminal() || Deno.stderr.isTerminal());
}

function forward(child: Deno.ChildProcess, signal: StopSignal): void {
  try {
    child.kill(signal);
  } catch {
    // It ended at the same moment.
  }
}
