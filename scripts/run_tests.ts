/**
 * run_tests.ts - every check and every test of the project
 *
 * usage: scripts/test.sh [FILE...]
 *        deno task ok
 *
 * Without FILE: the static checks (vendor, format, lint, types, layers, docs, words,
 * spelling),
 * the unit tests, the build, then every file tests/*_test.ts in a throwaway
 * world of its own (world.sh) against the compiled program, the short form of the
 * matrix on the other Debian releases (matrix.ts), and last, with the machine to
 * itself, the short form of the benchmark. With FILE: those test files only, after
 * the build when a whole-program test is among them; files of tests/matrix run only
 * when they are named, on the host, and make their own systems.
 * --quick: the checks and the unit tests; --only=NAME: one check; --release=NAME: the
 * FILEs run in the minimal system of that Debian release, which release_root.sh
 * makes. Each check counts as one test. The last line is `N passed, N failed, N skipped`.
 *
 * TEST_JOBS is the number of files at a time (2), TEST_TIMEOUT the seconds a
 * file may take (1200), or six times that in tests/matrix. Without root the whole-program tests are skipped, and
 * said so.
 */

import { parseArgs } from "@std/cli/parse-args";
import { relative } from "@std/path/relative";
import { resolve } from "@std/path/resolve";
import { findSources, sortSources } from "./find_sources.ts";
import { inParallel } from "./job.ts";
import { CONCERNS } from "./matrix_concerns.ts";
import { HOST_RELEASES, hostRelease } from "./releases.ts";
import { CHECKS, countCheck, type Run, runCheck } from "./run_checks.ts";
import { runTestFiles, runWorlds, systemOfRelease } from "./run_test_files.ts";
import { formatMatrix, runMatrix, runMatrixFiles } from "./run_matrix.ts";
import { openRun } from "./test_run.ts";

if (import.meta.main) {
  const args = parseArgs(Deno.args, {
    boolean: ["quick"],
    string: ["only", "release"],
    unknown: acceptOperand,
  });
  const { run, jobs, close } = await openRun();
  const { root } = run;
  const named = args._.map((file) => relative(root, resolve(String(file))));
  try {
    if (args.only !== undefined) await runCheck(run, args.only);
    else if (named.length > 0) {
      await runNamed(run, named, { jobs, release: args.release });
    } else await runAll(run, { quick: args.quick, jobs });
  } finally {
    await close();
  }
  Deno.exit(run.tally.finish() ? 0 : 1);
}

async function runAll(
  run: Run,
  { quick, jobs: limit }: { readonly quick: boolean; readonly jobs: number },
): Promise<void> {
  // What may have been tampered with is not run.
  if (!await runCheck(run, "vendor")) return;
  const { unitTests, worldTests } = await findSources(run.root);
  let built = false;
  const jobs: (() => Promise<unknown>)[] = [
    ...CHECKS.map((name) => () => runCheck(run, name)),
    ...unitTestShares(unitTests, limit).map((files, at) => () =>
      runTestFiles(run, `unit tests, part ${at + 1}`, files)
    ),
  ];
  if (!quick) jobs.push(async () => built = await runCheck(run, "build"));
  await inParallel(jobs, limit, async (job) => void await job());
  if (quick) return;
  await runWorlds(run, worldTests, { jobs: limit, built });
  if (!built || Deno.uid() !== 0) return;
  await runOtherReleases(run, limit);
  await runCheck(run, "bench");
}

/** The unit tests, for as many processes as run at a time. */
function unitTestShares(
  files: readonly string[],
  count: number,
): readonly (readonly string[])[] {
  return Array.from(
    { length: count },
    (_, share) => files.filter((_, at) => at % count === share),
  );
}

/** The short form of the matrix, but for the release of this host. */
async function runOtherReleases(run: Run, jobs: number): Promise<void> {
  const own = await hostRelease();
  const releases = HOST_RELEASES.filter((release) => release !== own);
  const options = { releases, concerns: CONCERNS, isShort: true, jobs };
  console.log(formatMatrix(await runMatrix(run, options)));
}

async function runNamed(
  run: Run,
  files: readonly string[],
  { jobs, release }: {
    readonly jobs: number;
    readonly release: string | undefined;
  },
): Promise<void> {
  if (!await runCheck(run, "vendor")) return;
  const { unitTests, worldTests, matrixTests } = sortSources(files);
  const known = [...unitTests, ...matrixTests, ...worldTests];
  for (const file of files) {
    if (known.includes(file)) continue;
    countCheck(run, file, "not a test file of the project");
  }
  await inParallel(unitTests, jobs, (file) => runTestFiles(run, file, [file]));
  await runMatrixFiles(run, matrixTests);
  if (worldTests.length === 0) return;
  const built = await runCheck(run, "build");
  const system = release === undefined ? undefined : systemOfRelease(release);
  await runWorlds(run, worldTests, { jobs, built, system });
}

/** Ends the program on an option it does not know. */
function acceptOperand(word: string): boolean {
  if (!word.startsWith("-")) return true;
  console.error(`run_tests: ${word}: no such option: see scripts/run_tests.ts`);
  Deno.exit(2);
}
