/**
 * Command lines as one shell text, which reports the status of each.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { StepResult } from "../world/run_in_world.ts";

/** Runs command lines one after the other; a failing one stops nothing. */
export function shellText(commands: readonly string[]): string {
  return commands.map((command) =>
    `${command}\nprintf 'status %s of %s\\n' $? ${quoted(command)}`
  ).join("\n");
}

/** Fails unless all command lines of a shell text have ended with 0. */
export function assertAllDone(
  step: StepResult | undefined,
  commands: readonly string[],
): void {
  assertEquals(
    step?.stdout.match(/^status \d+ of .*$/gm),
    commands.map((command) => `status 0 of ${command}`),
    step?.stderr,
  );
}

/** One word of a shell command. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
