/**
 * tally.ts - the results of a test run: count them, print them
 *
 * Prints a line per check or test file as it ends, with the output of what
 * failed, and at the end the names of all failed and skipped tests and the
 * sums.
 */

import type { TestCase } from "./junit.ts";

/** The outcome of one check or of one test file. */
export interface Outcome {
  readonly name: string;
  readonly cases: readonly TestCase[];
  readonly elapsedMs: number;
  /** Shown only when something failed. */
  readonly output: string;
}

/** How many tests ended in which way. */
export type Sums = Readonly<Record<TestCase["outcome"], number>>;

/** Of a failed command's output, at most this many lines are shown. */
const SHOWN_LINES = 400;

/** Collects outcomes and prints them. */
export class Tally {
  readonly #cases: { readonly file: string; readonly test: TestCase }[] = [];
  readonly #print: (line: string) => void;

  /** `print` writes one line, or several with line ends between them. */
  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** Counts one outcome and prints its line. */
  add(outcome: Outcome): void {
    for (const test of outcome.cases) {
      this.#cases.push({ file: outcome.name, test });
    }
    const failed = count(outcome.cases, "failed");
    const verdict = failed > 0 ? "FAILED" : "ok";
    const seconds = (outcome.elapsedMs / 1000).toFixed(1);
    this.#print(
      `${verdict.padEnd(7)} ${outcome.name.padEnd(44)} ` +
        `${summary(outcome.cases).padEnd(24)} ${seconds} s`,
    );
    if (failed > 0) this.#print(excerpt(outcome.output));
  }

  /** The numbers so far. */
  sums(): Sums {
    const tests = this.#cases.map(({ test }) => test);
    return {
      passed: count(tests, "passed"),
      failed: count(tests, "failed"),
      skipped: count(tests, "skipped"),
    };
  }

  /**
   * Prints the failed and skipped tests by name and, as the last line, the
   * sums. True if nothing failed and something passed.
   */
  finish(): boolean {
    for (const outcome of ["failed", "skipped"] as const) {
      const some = this.#cases.filter(({ test }) => test.outcome === outcome);
      if (some.length > 0) this.#print(`\n${outcome}:`);
      for (const { file, test } of some) {
        this.#print(
          file === test.name ? `  ${file}` : `  ${file}: ${test.name}`,
        );
      }
    }
    const { passed, failed, skipped } = this.sums();
    this.#print(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    return failed === 0 && passed > 0;
  }
}

function count(
  cases: readonly TestCase[],
  outcome: TestCase["outcome"],
): number {
  return cases.filter((one) => one.outcome === outcome).length;
}

function summary(cases: readonly TestCase[]): string {
  const parts = (["passed", "failed", "skipped"] as const)
    .map((outcome) => ({ outcome, number: count(cases, outcome) }))
    .filter(({ number }) => number > 0)
    .map(({ outcome, number }) => `${number} ${outcome}`);
  return parts.join(", ");
}

/** From Deno's list of errors on, if there is one, indented. */
function excerpt(output: string): string {
  const errors = output.indexOf("\n ERRORS \n");
  const lines = output.slice(Math.max(errors, 0)).trim().split("\n");
  const shown = errors < 0
    ? lines.slice(-SHOWN_LINES)
    : lines.slice(0, SHOWN_LINES);
  return shown.map((line) => `    ${line}`).join("\n");
}
