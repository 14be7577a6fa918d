/**
 * run_matrix.ts - run the rows of the matrix on Debian releases, and the table of
 * what came of it
 */

import type { TestCase } from "./junit.ts";
import { type JobResult, runJob } from "./job.ts";
import type { Concern } from "./matrix_concerns.ts";
import { HOST_RELEASES } from "./releases.ts";
import { countCheck, resultStem, type Run, runCommand } from "./run_checks.ts";
import { runTestFiles, runWorlds, systemOfRelease } from "./run_test_files.ts";
import type { Sums } from "./tally.ts";

/** How the matrix is run. */
export interface MatrixOptions {
  readonly releases: readonly string[];
  readonly concerns: readonly Concern[];
  /** Whether only the short form of each row runs. */
  readonly isShort: boolean;
  /** How many test files at a time. */
  readonly jobs: number;
}

/** What came of one row on one release. */
export interface Cell {
  readonly concern: string;
  readonly release: string;
  readonly sums: Sums;
}

/** How long the layers of a release may take to make, milliseconds. */
const ROOT_TIMEOUT_MS = 1_200_000;

/**
 * Runs the rows on each release, one after the other. A release whose system cannot be
 * made counts as one failed test, in the short form as a skipped one, and the others
 * go on.
 */
export async function runMatrix(
  run: Run,
  { releases, concerns, isShort, jobs }: MatrixOptions,
): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const release of releases) {
    const made = await makeSystem(run, release);
    if (!made.success) {
      countMissing(run, `${release}: system`, { made, isShort });
      continue;
    }
    for (const concern of concerns) {
      const before = run.tally.sums();
      await runConcern(run, concern, { release, isShort, jobs });
      const sums = difference(run.tally.sums(), before);
      cells.push({ concern: concern.name, release, sums });
    }
  }
  return cells;
}

/** How many times longer a file of tests/matrix may take than any other. */
const MATRIX_FACTOR = 3;

/** Runs files of tests/matrix, which make whole systems, one after the other. */
export async function runMatrixFiles(
  run: Run,
  files: readonly string[],
): Promise<void> {
  const patient = { ...run, timeoutMs: MATRIX_FACTOR * run.timeoutMs };
  for (const file of files) await runTestFiles(patient, file, [file]);
}

/** The table: a row for each concern, a column for each release. */
export function formatMatrix(cells: readonly Cell[]): string {
  const releases = [...new Set(cells.map(({ release }) => release))];
  const concerns = [...new Set(cells.map(({ concern }) => concern))];
  const rows = [
    ["", ...releases],
    ...concerns.map((concern) => [
      concern,
      ...releases.map((release) =>
        describe(
          cells.find((cell) =>
            cell.concern === concern && cell.release === release
          )?.sums,
        )
      ),
    ]),
  ];
  const width = Math.max(...rows.flat().map(({ length }) => length)) + 2;
  return rows.map((row) =>
    row.map((text) => text.padEnd(width)).join("").trimEnd()
  ).join("\n");
}

function describe(sums: Sums | undefined): string {
  if (sums === undefined) return "-";
  const { passed, failed, skipped } = sums;
  if (failed > 0) return `${failed} failed, ${passed} ok`;
  if (passed === 0) return skipped > 0 ? "skipped" : "-";
  return skipped > 0 ? `${passed} ok, ${skipped} skipped` : `${passed} ok`;
}

function difference(after: Sums, before: Sums): Sums {
  return {
    passed: after.passed - before.passed,
    failed: after.failed - before.failed,
    skipped: after.skipped - before.skipped,
  };
}

function countMissing(
  run: Run,
  name: string,
  { made, isShort }: { readonly made: JobResult; readonly isShort: boolean },
): void {
  if (!isShort) return void countCheck(run, name, made);
  const { output, elapsedMs } = made;
  console.log(`skipping ${name}: ${output.trim()}`);
  const cases: TestCase[] = [{ name, outcome: "skipped" }];
  run.tally.add({ name, cases, elapsedMs, output });
}

async function makeSystem(run: Run, release: string): Promise<JobResult> {
  return await runJob({
    command: ["scripts/release_root.sh", "--tests", release],
    outputPath: `${resultStem(run, release)}.out`,
    directory: run.root,
    environment: {},
    timeoutMs: ROOT_TIMEOUT_MS,
  });
}

async function runConcern(
  run: Run,
  { name, files, shortFiles, command }: Concern,
  { release, isShort, jobs }: {
    readonly release: string;
    readonly isShort: boolean;
    readonly jobs: number;
  },
): Promise<void> {
  const system = systemOfRelease(release);
  const chosen = isShort ? shortFiles : files;
  await runWorlds(run, chosen, { jobs, built: true, system });
  if (command === undefined || (isShort && !command.isShort)) return;
  const isNetworked = command.options.includes("--network");
  if (isNetworked && !HOST_RELEASES.includes(release)) return;
  const patient = { ...run, timeoutMs: command.timeoutSeconds * 1000 };
  await runCommand(patient, `${release}: ${name}`, [
    "scripts/in_release.sh",
    ...command.options,
    release,
    ...command.words,
  ]);
}
