/**
 * One kind of bad input: what is wrong in the world, the command lines that meet
 * it, and what our message must name. Registers each as a named test: status 1,
 * one clear line on stderr, and an untouched system. The stock tool takes no part.
 *
 * @module
 */

import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { mapLimited } from "../world/map_limited.ts";
import {
  runInWorld,
  type StepResult,
  type WorldResult,
} from "../world/run_in_world.ts";
import { STACK_TRACE } from "../world/stack_trace.ts";
import { assertUntouched } from "../world/untouched.ts";

/** A mistake and its judgement. */
export interface Mistake {
  /** Completes the sentence `postmulti ...`. */
  readonly name: string;
  /** Shell text that makes the world wrong (functions: `world/setup.sh`). */
  readonly setup?: string;
  /** Command lines; each is judged by itself. */
  readonly steps: readonly string[];
  /** What the line on stderr must name; the thing and the remedy. */
  readonly says: RegExp;
  /** What stdout must be when the sound rest is still served; default: "". */
  readonly stdout?: string;
  /** The severity that the line begins with; default: fatal. */
  readonly severity?: "fatal" | "warning";
}

const AT_ONCE = 4;

/** Registers one test per mistake, in the order given. */
export function registerMistakes(mistakes: readonly Mistake[]): void {
  let running: Promise<WorldResult>[] | undefined;
  for (const [number, mistake] of mistakes.entries()) {
    Deno.test({
      name: `postmulti ${mistake.name}`,
      // The runs belong to all tests of the file, not to the one that starts them.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async () => {
        running ??= mapLimited(mistakes, AT_ONCE, runOurs);
        const result = await running[number];
        if (result === undefined) throw new Error("the run is missing");
        for (const step of result.steps) judge(mistake, step);
        assertUntouched(result.before, result.after);
      },
    });
  }
}

function runOurs({ setup, steps }: Mistake): Promise<WorldResult> {
  return runInWorld("ours", { setup: setup ?? "", steps });
}

function judge(mistake: Mistake, step: StepResult): void {
  const context = `$ ${step.run}\nstderr: ${step.stderr}`;
  assertEquals(step.status, 1, context);
  assertEquals(step.stdout, mistake.stdout ?? "", context);
  assertNotMatch(step.stderr, STACK_TRACE, context);
  const lines = step.stderr.split("\n").filter((line) => line !== "");
  const line = lines[0] ?? "";
  assertEquals(lines.length, 1, `one line, please: ${context}`);
  const start = `postmulti: ${mistake.severity ?? "fatal"}: `;
  assertEquals(line.slice(0, start.length), start, context);
  assertMatch(line, mistake.says, context);
}
