/**
 * Running commands side by side in the world that a test file has for itself,
 * and what each did when. Touches that world only.
 *
 * @module
 */

import { testSetting } from "../world/run_in_world.ts";

/** What a command did. */
export interface Outcome {
  /** Its exit status; 128 and more for a signal. */
  readonly status: number;
  /** What it wrote to standard output. */
  readonly stdout: string;
  /** What it wrote to standard error. */
  readonly stderr: string;
  /** When it was started, in milliseconds. */
  readonly startedMs: number;
  /** When its end was seen, in milliseconds. */
  readonly endedMs: number;
}

const DEADLINE_MS = 60_000;
const SETUP = `${import.meta.dirname}/../world/setup.sh`;

/**
 * Runs a command to its end.
 *
 * @throws {Error} when it takes longer than a minute.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
): Promise<Outcome> {
  const startedMs = performance.now();
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd: "/",
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(DEADLINE_MS),
  }).output();
  const text = new TextDecoder();
  const endedMs = performance.now();
  if (endedMs - startedMs >= DEADLINE_MS) {
    throw new Error(`${command} ${args.join(" ")}: not done after a minute`);
  }
  return {
    status: code,
    stdout: text.decode(stdout),
    stderr: text.decode(stderr),
    startedMs,
    endedMs,
  };
}

/** Runs the compiled program. */
export function runProgram(words: readonly string[]): Promise<Outcome> {
  return runCommand(testSetting("POSTMULTI"), words);
}

/**
 * Runs shell text with the functions of `world/setup.sh`, and returns what it
 * printed.
 *
 * @throws {Error} when it fails.
 */
export async function runShell(text: string): Promise<string> {
  const script = `set -eu\n. ${SETUP}\n${text}`;
  const outcome = await runCommand("/bin/sh", ["-c", script]);
  if (outcome.status === 0) return outcome.stdout;
  throw new Error(`status ${outcome.status}: ${text}: ${outcome.stderr}`);
}
