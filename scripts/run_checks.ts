/**
 * run_checks.ts - the static checks of the project, and its build
 *
 * Each is one command, and counts as one test under its name.
 */

import { join } from "@std/path/join";
import { findCommand } from "../lib/sys/find_command.ts";
import { findSources, type Sources } from "./find_sources.ts";
import { type JobResult, runJob } from "./job.ts";
import type { Tally } from "./tally.ts";

/** What a test run works with. */
export interface Run {
  /** The project's root, without a slash at the end. */
  readonly root: string;
  /** The Deno of the set-up. */
  readonly deno: string;
  readonly tally: Tally;
  /** A temporary directory for outputs and reports. */
  readonly results: string;
  readonly timeoutMs: number;
}

/** What people who write plugins read. */
const PLUGIN_TYPES = "plugins/api.ts";

/** The checks of `deno task ok`; the vendor check, the build and the benchmark come apart. */
export const CHECKS = [
  "format",
  "lint",
  "types",
  "layers",
  "docs",
  "words",
  "spelling",
] as const;

/** Checks that are skipped on a system without a command. */
const NEEDED: Readonly<Record<string, string>> = { spelling: "codespell" };

/** Runs one check by name, counts it, and returns whether it passed. */
export async function runCheck(run: Run, name: string): Promise<boolean> {
  const needed = NEEDED[name];
  const path = Deno.env.get("PATH") ?? "";
  if (needed !== undefined && findCommand(needed, path) === undefined) {
    const skipped = {
      name: `${name}: no ${needed}`,
      outcome: "skipped",
    } as const;
    run.tally.add({ name, cases: [skipped], elapsedMs: 0, output: "" });
    return true;
  }
  const command = checkCommands(run, await findSources(run.root))[name];
  return command === undefined
    ? countCheck(run, name, "no such check")
    : await runCommand(run, name, command);
}

/** Runs one command, counts it as one test, and returns whether it passed. */
export async function runCommand(
  run: Run,
  name: string,
  command: readonly string[],
): Promise<boolean> {
  const result = await runJob({
    command,
    outputPath: `${resultStem(run, name)}.out`,
    directory: run.root,
    environment: {},
    timeoutMs: run.timeoutMs,
  });
  return countCheck(run, name, result);
}

/** Where what is kept of a check or a test file begins: a path without ending. */
export function resultStem(run: Run, name: string): string {
  return join(run.results, name.replaceAll(/[/: ]+/g, "+"));
}

/** Counts a check that ended, or a complaint, and returns whether it passed. */
export function countCheck(
  run: Run,
  name: string,
  result: JobResult | string,
): boolean {
  const { success, output, elapsedMs } = typeof result === "string"
    ? { success: false, output: result, elapsedMs: 0 }
    : result;
  const outcome = success ? "passed" : "failed";
  run.tally.add({ name, cases: [{ name, outcome }], elapsedMs, output });
  return success;
}

function checkCommands(
  { deno }: Run,
  sources: Sources,
): Readonly<Record<string, readonly string[]>> {
  const script = [deno, "run", "-A", "--frozen"];
  return {
    vendor: [...script, "scripts/verify_vendor.ts"],
    format: [deno, "fmt", "--check"],
    lint: [deno, "lint"],
    types: [deno, "check", "--quiet", "--frozen"],
    layers: [...script, "scripts/check_layers.ts"],
    words: [...script, "scripts/check_words.ts"],
    spelling: [...script, "scripts/check_spelling.ts"],
    docs: [deno, "doc", "--lint", ...sources.program, PLUGIN_TYPES],
    build: [...script, "scripts/build.ts"],
    bench: [...script, "scripts/bench.ts", "--short"],
  };
}
