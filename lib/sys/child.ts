/**
 * Child processes in the foreground: with our own standard streams, one at a
 * time, and with the signals that we get.
 *
 * A terminal sends Ctrl-C to the child as well as to us; any other INT, TERM
 * or HUP that reaches us is passed on. Either way the child decides when it
 * ends, and the caller is told that it should not start another.
 *
 * @module
 */

import { reasonOf } from "./files.ts";

/** A program to run. */
export interface ChildRequest {
  /** Absolute path of the executable. */
  readonly path: string;
  /** The arguments, without the name of the program. */
  readonly args: readonly string[];
  /** Variables set on top of the inherited environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How a child ended. */
export type ChildOutcome =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "killed"; readonly signal: string }
  | { readonly kind: "not-started"; readonly reason: string };

/** The signals that end an iteration. */
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

type ForwardedSignal = typeof FORWARDED[number];

/** Runs children until told to stop by a signal. */
export interface Foreground extends Disposable {
  /** The first signal that was received, if any. */
  readonly interruptedBy: string | undefined;
  /** Run one child and wait for it. */
  run(request: ChildRequest): Promise<ChildOutcome>;
  /** End this process by the signal it was interrupted by; returns when there was none. */
  endBySignal(): Promise<void>;
}

/**
 * Take over the signals until disposed of.
 *
 * A signal that was ignored when we were started (nohup) is taken over too:
 * the runtime does not tell.
 */
export function openForeground(): Foreground {
  let interruptedBy: ForwardedSignal | undefined;
  let current: Deno.ChildProcess | undefined;
  const listeners = FORWARDED.map((signal) => {
    const listener = () => {
      interruptedBy ??= signal;
      if (current && !isSentByTerminal(signal)) forward(current, signal);
    };
    Deno.addSignalListener(signal, listener);
    return { signal, listener };
  });
  const release = () => {
    for (const { signal, listener } of listeners.splice(0)) {
      Deno.removeSignalListener(signal, listener);
    }
  };
  return {
    get interruptedBy() {
      return interruptedBy;
    },
    async run(request): Promise<ChildOutcome> {
      try {
        current = start(request);
      } catch (error) {
        return { kind: "not-started", reason: spawnReason(error) };
      }
      const { code, signal } = await current.status;
      current = undefined;
      return signal === null
        ? { kind: "exited", status: code }
        : { kind: "killed", signal };
    },
    async endBySignal(): Promise<void> {
      release();
      if (interruptedBy === undefined) return;
      Deno.kill(Deno.pid, interruptedBy);
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
    [Symbol.dispose]: release,
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
    return new Deno.Command(path, {
      args: [...args],
      env: { ...environment },
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).outputSync().success;
  } catch {
    return false;
  }
}

function start({ path, args, environment }: ChildRequest): Deno.ChildProcess {
  return new Deno.Command(path, {
    args: [...args],
    env: { ...environment },
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
}

function spawnReason(error: unknown): string {
  return reasonOf(error).replace(/^Failed to spawn '.*': /s, "");
}

function isSentByTerminal(signal: ForwardedSignal): boolean {
  return signal === "SIGINT" &&
    (Deno.stdin.isTerminal() || Deno.stderr.isTerminal());
}

function forward(child: Deno.ChildProcess, signal: ForwardedSignal): void {
  try {
    child.kill(signal);
  } catch {
    // It ended at the same moment.
  }
}
