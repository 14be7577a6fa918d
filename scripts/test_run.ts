/**
 * test_run.ts - what a run of tests works with: where the project is, how many files
 * at a time, and a place for reports that goes away with the run
 */

import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { killJobs } from "./job.ts";
import type { Run } from "./run_checks.ts";
import { Tally } from "./tally.ts";

/** A run that has been opened. */
export interface OpenRun {
  readonly run: Run;
  /** How many test files at a time: TEST_JOBS, or 2. */
  readonly jobs: number;
  /** Removes what the run kept on the disk. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a run of this project. INT and TERM end it and what it has started.
 *
 * TEST_TIMEOUT is the seconds that a file may take (1200).
 */
export async function openRun(): Promise<OpenRun> {
  const root = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");
  const results = await Deno.makeTempDir({
    dir: join(root, ".toolchain"),
    prefix: "results.",
  });
  stopOnSignals(results);
  return {
    run: {
      root,
      deno: join(root, ".toolchain", "bin", "deno"),
      tally: new Tally((line) => console.log(line)),
      results,
      timeoutMs: positive("TEST_TIMEOUT", 1200) * 1000,
    },
    jobs: positive("TEST_JOBS", 2),
    close: () => Deno.remove(results, { recursive: true }),
  };
}

function stopOnSignals(results: string): void {
  const stop = (): never => {
    killJobs();
    Deno.removeSync(results, { recursive: true });
    console.error("interrupted");
    Deno.exit(1);
  };
  Deno.addSignalListener("SIGINT", stop);
  Deno.addSignalListener("SIGTERM", stop);
}

function positive(variable: string, otherwise: number): number {
  const number = Number(Deno.env.get(variable) ?? otherwise);
  return number >= 1 ? number : otherwise;
}
