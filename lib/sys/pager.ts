/**
 * Showing a long text in the user's pager.
 *
 * As git(1) and man(1) do, the value of PAGER is a shell command, and Ctrl-C is
 * the pager's business while it runs.
 *
 * @module
 */

import { passOn } from "./child.ts";
import { takeSignals } from "./signals.ts";
import { spawn } from "./spawn.ts";

/** What to do with the text. */
export interface PagerOptions {
  /** A shell command, such as `less`. */
  readonly command: string;
  /** Variables set on top of the inherited environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What sh(1) exits with when it finds no such command, or cannot run it. */
const NOT_RUN = [126, 127];

/**
 * Shows a text, and waits until the user has left the pager. A signal that ends the
 * pager, or that comes to this process alone, ends this process as well.
 *
 * @returns Whether it was shown; false if there is no such pager.
 */
export async function showInPager(
  text: string,
  options: PagerOptions,
): Promise<boolean> {
  const signals = takeSignals();
  try {
    const child = start(options);
    if (child === undefined) return false;
    const { code, signal } = await signals.during(
      (signal) => passOn(signal, child, {}),
      () => show(text, child),
    );
    const { interruptedBy } = signals;
    if (interruptedBy !== "SIGINT" || signal === "SIGINT") {
      await signals.endBySignal();
    }
    return !NOT_RUN.includes(code);
  } finally {
    signals[Symbol.dispose]();
  }
}

function start(
  { command, environment }: PagerOptions,
): Deno.ChildProcess | undefined {
  try {
    return spawn("/bin/sh", {
      args: ["-c", command],
      env: { ...environment },
      stdin: "piped",
      stdout: "inherit",
      stderr: "inherit",
    });
  } catch {
    return undefined;
  }
}

async function show(
  text: string,
  child: Deno.ChildProcess,
): Promise<Deno.CommandStatus> {
  await feed(child, text);
  return await child.status;
}

async function feed(child: Deno.ChildProcess, text: string): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch (error) {
    // The user has left the pager before it had read everything.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
