/**
 * Running commands side by side in the world that a test file has for itself,
 * and what each did when. Touches that world only.
 *
 * @module
 */

import { type Outcome, runCommand } from "../world/run_command.ts";
import { testSetting } from "../world/run_in_world.ts";

/** What a command did, and when. */
export interface TimedOutcome extends Outcome {
  /** When it was started, in milliseconds. */
  readonly startedMs: number;
  /** When its end was seen, in milliseconds. */
  readonly endedMs: number;
}

const SETUP = `${import.meta.dirname}/../world/setup.sh`;

/** Runs a command to its end; as runCommand otherwise. */
export async function runTimed(
  command: string,
  args: readonly string[],
): Promise<TimedOutcome> {
  const startedMs = performance.now();
  const outcome = await runCommand(command, args);
  return { ...outcome, startedMs, endedMs: performance.now() };
}

/** Runs the compiled program. */
export function runProgram(words: readonly string[]): Promise<TimedOutcome> {
  return runTimed(testSetting("POSTMULTI"), words);
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
