/**
 * run_test_files.ts - test files, on the host or each in a world of its own
 *
 * Results come from Deno's report (junit.ts). A file that ends before its tests
 * do, that has none, or whose status and report disagree counts as failed. The
 * files find the compiled program at $POSTMULTI and the repository at $PROJECT.
 */

import { join } from "@std/path/join";
import { inParallel, runJob } from "./job.ts";
import { parseJunit, type TestCase } from "./junit.ts";
import { type Run, runCommand } from "./run_checks.ts";

/** Runs test files in one process, whose command line starts with `prefix`. */
export async function runTestFiles(
  run: Run,
  name: string,
  files: readonly string[],
  prefix: readonly string[] = [],
): Promise<void> {
  const stem = join(run.results, name.replaceAll("/", "+"));
  const report = `${stem}.xml`;
  // Types were checked by the check of that name.
  const test = [
    run.deno,
    "test",
    "-A",
    "--frozen",
    "--no-prompt",
    "--no-check",
  ];
  const result = await runJob({
    command: [...prefix, ...test, `--junit-path=${report}`, ...files],
    outputPath: `${stem}.out`,
    directory: run.root,
    environment: {
      POSTMULTI: join(run.root, "dist", "postmulti"),
      PROJECT: run.root,
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

/** Runs each file in its own world, `jobs` at a time, if worlds can be had. */
export async function runWorlds(
  run: Run,
  files: readonly string[],
  options: { readonly jobs: number; readonly built: boolean },
): Promise<void> {
  if (files.length === 0) return;
  const world = join(run.root, "scripts", "world.sh");
  const obstacle = await findObstacle(run, world, options.built);
  if (obstacle === undefined) {
    await inParallel(
      files,
      options.jobs,
      (file) => runTestFiles(run, file, [file], [world]),
    );
    return;
  }
  console.log(`skipping the whole-program tests: ${obstacle}`);
  for (const name of files) {
    const cases: TestCase[] = [{ name, outcome: "skipped" }];
    run.tally.add({ name, cases, elapsedMs: 0, output: "" });
  }
}

/** Why no world can be opened; as root, that is a failed test. */
async function findObstacle(
  run: Run,
  world: string,
  built: boolean,
): Promise<string | undefined> {
  if (!built) return "the build failed";
  if (Deno.uid() !== 0) {
    return "a throwaway Postfix world needs root: run scripts/test.sh as root";
  }
  const opened = await runCommand(run, "world", [world, "true"]);
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
