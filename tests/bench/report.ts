/**
 * The benchmark's table, from what was measured. Pure.
 *
 * @module
 */

import type { Medians } from "./measure.ts";

/** A limit on one ratio, and whether it was kept. */
export interface Verdict {
  /** What was compared, and with what. */
  readonly kind:
    | "times empty"
    | "ahead of stock"
    | "MiB over empty"
    | "MB over base";
  /** As measured. */
  readonly value: number;
  /** What it should be, at most or at least. */
  readonly target: number;
  /** Whether it is. */
  readonly isMet: boolean;
  /** How far off it is: 1 is just on the target, 2 twice as bad. */
  readonly excess: number;
}

/** One line of the table. */
export interface Line {
  /** The operation. */
  readonly title: string;
  /** How many secondary instances there were. */
  readonly secondaries: number;
  /** What was measured, in milliseconds. */
  readonly medians: Medians;
  /** One for each target. */
  readonly verdicts: readonly Verdict[];
}

/** A ratio that must not be above its target. */
export function atMost(
  kind: Verdict["kind"],
  value: number,
  target: number,
): Verdict {
  const excess = value / target;
  return { kind, value, target, isMet: excess <= 1, excess };
}

/** A ratio that must not be below its target. */
export function atLeast(
  kind: Verdict["kind"],
  value: number,
  target: number,
): Verdict {
  const excess = target / value;
  return { kind, value, target, isMet: excess <= 1, excess };
}

/** The table for a terminal; a line for each target. */
export function formatTable(lines: readonly Line[]): string {
  const rows = [
    ["operation", "others", "ours", "empty", "stock", "ratio", "target", ""],
    ...lines.flatMap(rowsOf),
  ];
  const widths =
    rows[0]?.map((_, column) =>
      Math.max(...rows.map((row) => row[column]?.length ?? 0))
    ) ?? [];
  return rows.map((row) =>
    `${
      row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")
        .trimEnd()
    }\n`
  ).join("");
}

function rowsOf(line: Line): string[][] {
  const { title, secondaries, medians, verdicts } = line;
  const head = [
    title,
    String(secondaries),
    milliseconds(medians.ours),
    milliseconds(medians.empty),
    milliseconds(medians.stock),
  ];
  return verdicts.map((verdict, index) => [
    ...(index === 0 ? head : head.map(() => "")),
    verdict.value.toFixed(2),
    `${verdict.kind} ${
      verdict.kind === "ahead of stock" ? ">=" : "<="
    } ${verdict.target}`,
    verdict.isMet ? "ok" : "MISSED",
  ]);
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? "-" : `${value.toFixed(1)} ms`;
}
