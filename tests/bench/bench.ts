/**
 * bench.ts - the benchmark itself, inside a throwaway world
 *
 * usage: bench.ts OURS EMPTY BASE [--short] [--runs=N] [--json=FILE]
 *
 * scripts/bench.ts opens the world and calls this. Prints the table as it grows
 * in its final form, and ends with status 1 when a target was missed; in the
 * short form only when one was missed by more than twice, so that a noisy machine breaks
 * no build.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { type Contender, measure, type Programs, timeOf } from "./measure.ts";
import { peakMiB } from "./memory.ts";
import { populate } from "./populate.ts";
import { atLeast, atMost, formatTable, type Line } from "./report.ts";
import { type Row, ROWS, START, STOP } from "./rows.ts";

/** How often each contender runs, in the long and in the short form. */
const RUNS = 20;
const SHORT_RUNS = 5;

/** How far a target may be missed in the short form. */
const SHORT_EXCESS = 2;

/** How much more memory than an empty program, and how much more file than its base. */
const MEMORY_MIB = 6;
const BINARY_MB = 2;

if (import.meta.main) Deno.exit(main());

function main(): number {
  const args = parseArgs(Deno.args, {
    boolean: ["short"],
    string: ["json", "runs"],
  });
  const [ours = "", empty = "", base = ""] = args._.map(String);
  const programs = {
    ours,
    empty,
    stock: Deno.env.get("STOCK_POSTMULTI") ?? "",
  };
  const runs = Number(args.runs ?? (args.short ? SHORT_RUNS : RUNS));
  const rows = ROWS.filter(({ isShort }) => !args.short || isShort);
  const lines = [
    ...rows.map((row) => lineOf(row, { programs, runs })),
    memoryLine(programs),
    sizeLine(ours, base),
  ];
  console.log(formatTable(lines));
  if (args.json) Deno.writeTextFileSync(args.json, JSON.stringify(lines));
  const limit = args.short ? SHORT_EXCESS : 1;
  const isMissed = lines.some(({ verdicts }) =>
    verdicts.some(({ excess }) => !(excess <= limit))
  );
  return isMissed ? 1 : 0;
}

function lineOf(
  row: Row,
  { programs, runs }: { readonly programs: Programs; readonly runs: number },
): Line {
  populate(row.secondaries);
  const contenders: Contender[] = [
    "ours",
    "empty",
    ...(row.aheadOfStock === undefined ? [] : ["stock" as const]),
  ];
  const often = Math.min(runs, row.maxRuns ?? runs);
  if (row.areUp) timeOf(programs.ours, START);
  const medians = measure({ ...row, contenders, runs: often }, programs);
  if (row.areUp) timeOf(programs.ours, STOP);
  const { ours = NaN, empty = NaN, stock = NaN } = medians;
  const verdicts = [
    ...(row.timesEmpty === undefined
      ? []
      : [atMost("times empty", ours / empty, row.timesEmpty)]),
    ...(row.aheadOfStock === undefined
      ? []
      : [atLeast("ahead of stock", stock / ours, row.aheadOfStock)]),
  ];
  return { title: row.title, secondaries: row.secondaries, medians, verdicts };
}

function memoryLine({ ours, empty }: Programs): Line {
  const secondaries = 100;
  populate(secondaries);
  const over = peakMiB([ours, "-l"]) - peakMiB([empty]);
  const verdicts = [atMost("MiB over empty", over, MEMORY_MIB)];
  return { title: "-l, peak memory", secondaries, medians: {}, verdicts };
}

function sizeLine(ours: string, base: string): Line {
  const over = (Deno.statSync(ours).size - Deno.statSync(base).size) / 1e6;
  const verdicts = [atMost("MB over base", over, BINARY_MB)];
  return { title: "size of the file", secondaries: 0, medians: {}, verdicts };
}
