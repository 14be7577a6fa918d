/**
 * matrix.ts - try the program on every Debian release that has a Postfix it supports
 *
 * usage: deno task matrix [--releases=NAME,...] [--concerns=NAME,...] [--short]
 *
 * Makes the minimal system of each release (release_root.sh), builds the program once,
 * runs the test files and commands of matrix_concerns.ts in each system, and prints a
 * table with a row for each concern and a column for each release. Then it runs the
 * files of tests/matrix, which make the systems that they need. Needs root and the
 * distribution's packages. The whole takes some hours on two cores; --short is what
 * scripts/test.sh runs. The last line is `N passed, N failed, N skipped`.
 *
 * TEST_JOBS and TEST_TIMEOUT mean what they mean to run_tests.ts.
 */

import { parseArgs } from "@std/cli/parse-args";
import { findSources } from "./find_sources.ts";
import { type Concern, CONCERNS } from "./matrix_concerns.ts";
import { HOST_RELEASES, RELEASES } from "./releases.ts";
import { runCheck } from "./run_checks.ts";
import { formatMatrix, runMatrix, runMatrixFiles } from "./run_matrix.ts";
import { openRun } from "./test_run.ts";

if (import.meta.main) {
  const args = parseArgs(Deno.args, {
    boolean: ["short"],
    string: ["releases", "concerns"],
  });
  const { run, jobs, close } = await openRun();
  try {
    const releases = words(args.releases) ??
      (args.short ? HOST_RELEASES : RELEASES);
    const concerns = choose(words(args.concerns));
    if (await runCheck(run, "vendor") && await runCheck(run, "build")) {
      const isShort = args.short;
      const cells = await runMatrix(run, { releases, concerns, isShort, jobs });
      console.log(`\n${formatMatrix(cells)}`);
      if (!isShort && args.concerns === undefined) {
        await runMatrixFiles(run, (await findSources(run.root)).matrixTests);
      }
    }
  } finally {
    await close();
  }
  Deno.exit(run.tally.finish() ? 0 : 1);
}

function words(list: string | undefined): readonly string[] | undefined {
  return list?.split(",").filter((word) => word !== "");
}

/** The rows with these names, or all. */
function choose(names: readonly string[] | undefined): readonly Concern[] {
  const unknown = names?.find((name) =>
    CONCERNS.every((concern) => concern.name !== name)
  );
  if (unknown !== undefined) {
    const known = CONCERNS.map(({ name }) => name).join(", ");
    console.error(`matrix: no concern "${unknown}": choose from ${known}`);
    Deno.exit(2);
  }
  return CONCERNS.filter(({ name }) => names?.includes(name) ?? true);
}
