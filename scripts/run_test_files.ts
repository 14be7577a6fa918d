/**
 * run_test_files.ts - test files, on the host or each in a world of its own
 *
 * Results come from Deno's report (junit.ts). A file that ends before its tests
 * do, that has none, or whose status and report disagree counts as failed. The
 * files find the compiled program at $POSTMULTI and the repository at $PROJECT.
 */

import { join } from "@std/path/join";
import { relative } from "@std/path/relative";
import { inParallel, runJob } from "./job.ts";
import { parseJunit, type TestCase } from "./junit.ts";
import { resultStem, type Run, runCommand } from "./run_checks.ts";

/** A system that test files run in, instead of the host itself. */
export interface TestSystem {
  /** The code name of the release. */
  readonly release: string;
  /** Put before a command line, runs it there. */
  readonly prefix: readonly string[];
  /** The project's root there. */
  readonly root: string;
}

/** The minimal system of a Debian release, see scripts/in_release.sh. */
export function systemOfRelease(release: string): TestSystem {
  const prefix = ["scripts/in_release.sh", release];
  return { release, prefix, root: "/project" };
}

/**
 * Runs test files in one process, whose command line starts with `prefix`. All paths
 * are relative to the project's root, which has another name in another system.
 */
export async function runTestFiles(
  run: Run,
  name: string,
  files: readonly string[],
  { prefix = [], system }: {
    readonly prefix?: readonly string[];
    readonly system?: TestSystem | undefined;
  } = {},
): Promise<void> {
  const stem = resultStem(run, name);
  const report = `${stem}.xml`;
  const root = system?.root ?? run.root;
  // Types were checked by the check of that name.
  const test = [
    relative(run.root, run.deno),
    "test",
    "-A",
    "--frozen",
    "--no-prompt",
    "--no-check",
  ];
  const result = await runJob({
    command: [
      ...system?.prefix ?? [],
      ...prefix,
      ...test,
      `--junit-path=${relative(run.root, report)}`,
      ...files,
    ],
    outputPath: `${stem}.out`,
    directory: run.root,
    environment: {
      POSTMULTI: join(root, "dist", "postmulti"),
      PROJECT: root,
    },
    timeoutMs: run.timeoutMs,
  });
  const cases = [...await readReport(report)];
  const failed = cases.some((test) => test.outcome === "failed");
  if (cases.length === 0 || result.success === failed) {
    cases.push({ name: "runs to its end, with tests", outcome: "failed" });
  }
  run.tally.add({ ...result, name, cases });
}

/** How whole-program tests are run. */
export interface WorldOptions {
  /** How many files at a time. */
  readonly jobs: number;
  /** Whether there is a program to test. */
  readonly built: boolean;
  /** Where, if not on the host itself. */
  readonly system?: TestSystem | undefined;
}

/** Runs each file in its own world, `jobs` at a time, if worlds can be had. */
export async function runWorlds(
  run: Run,
  files: readonly string[],
  options: WorldOptions,
): Promise<void> {
  if (files.length === 0) return;
  const { system } = options;
  const world = "scripts/world.sh";
  const nameOf = (file: string): string =>
    system === undefined ? file : `${system.release}: ${file}`;
  const obstacle = await findObstacle(run, nameOf("world"), options);
  if (obstacle === undefined) {
    await inParallel(
      files,
      options.jobs,
      (file) =>
        runTestFiles(run, nameOf(file), [file], { prefix: [world], system }),
    );
    return;
  }
  console.log(`skipping the whole-program tests: ${obstacle}`);
  for (const name of files.map(nameOf)) {
    const cases: TestCase[] = [{ name, outcome: "skipped" }];
    run.tally.add({ name, cases, elapsedMs: 0, output: "" });
  }
}

/** Why no world can be opened; as root, that is a failed test. */
async function findObstacle(
  run: Run,
  name: string,
  { built, system }: WorldOptions,
): Promise<string | undefined> {
  if (!built) return "the build failed";
  if (Deno.uid() !== 0) {
    return "a throwaway Postfix world needs root: run scripts/test.sh as root";
  }
  const prefix = system?.prefix ?? [];
  const command = [...prefix, "scripts/world.sh", "true"];
  const opened = await runCommand(run, name, command);
  return opened ? undefined : "no world can be opened";
}

async function readReport(path: string): Promise<readonly TestCase[]> {
  try {
    return parseJunit(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
