/**
 * The text of `postmulti --plugins list`: a table for people, or JSON. Pure.
 *
 * @module
 */

import { basename } from "@std/path/posix/basename";
import { jsonText } from "../../diag/json_text.ts";
import { printable } from "../../diag/diagnostics.ts";
import { formatTable } from "../../diag/table.ts";
import { describeDeclaration, type InventoryRow } from "./inventory.ts";

const HEAD = ["STATE", "PLUGIN", "WHERE", "WHAT"] as const;

/**
 * A table with one line per file, and the notes below it.
 *
 * @param notes What the administrator should know about all of them.
 */
export function formatInventory(
  rows: readonly InventoryRow[],
  notes: readonly string[],
): string {
  const lines = [HEAD, ...rows.map(cellsOf)]
    .map((cells) => cells.map(printable));
  const table = rows.length === 0 ? "" : formatTable(lines);
  return table + notes.map((note) => `note: ${printable(note)}\n`).join("");
}

/**
 * The same as JSON, one object per line; the notes have the state "note".
 * Members may be added in later versions, never removed.
 */
export function formatJsonInventory(
  rows: readonly InventoryRow[],
  notes: readonly string[],
): string {
  const objects = [
    ...rows.map((row) => ({
      state: row.state,
      plugin: row.id ?? null,
      instance: row.instance ?? null,
      file: row.path ?? null,
      events: row.declaration?.events
        .map(({ phase, op }) => `${phase}:${op}`) ?? [],
      timeout_s: row.declaration?.timeoutS ?? null,
      declaration: row.declaration === undefined
        ? null
        : describeDeclaration(row.declaration),
      reason: row.reason,
      remedy: row.remedy,
    })),
    ...notes.map((reason) => ({ state: "note", reason })),
  ];
  return objects.map((one) => `${jsonText(one)}\n`).join("");
}

/**
 * One line per file that breaks a plugin: `FILE: what is wrong: what to do`.
 */
export function formatBroken(rows: readonly InventoryRow[]): string {
  const lines = rows.filter(({ state }) => state === "broken")
    .map(({ path, reason, remedy }) => `${path}: ${reason}: ${remedy}`);
  return [...new Set(lines)].map((line) => `${printable(line)}\n`).join("");
}

/** The same as JSON: the members of the list for each of these files. */
export function brokenJson(
  rows: readonly InventoryRow[],
): readonly Record<string, string | null>[] {
  return rows.filter(({ state }) => state === "broken")
    .map(({ id, path, instance, reason, remedy }) => ({
      plugin: id ?? null,
      instance: instance ?? null,
      file: path ?? null,
      reason,
      remedy,
    }));
}

function cellsOf(row: InventoryRow): readonly string[] {
  const { state, id, path, instance } = row;
  const name = path === undefined ? id ?? "" : basename(path);
  const isOfFile = state === "active" || state === "disabled" ||
    state === "masked" || state === "replaced" || state === "ignored";
  return [
    state,
    isOfFile ? name : id ?? name,
    instance ?? (state === "available" ? "-" : "host"),
    whatOf(row),
  ];
}

function whatOf({ state, path, declaration, ...row }: InventoryRow): string {
  const { reason, remedy } = row;
  if (state === "active" && declaration !== undefined) {
    return describeDeclaration(declaration);
  }
  if (state === "settings") return path ?? "";
  const said = state === "broken" ? `${path}: ${reason}` : reason;
  return remedy === "" ? said : `${said}: ${remedy}`;
}
