/**
 * What --units commands find and do, as text and as JSON. Pure.
 *
 * @module
 */

import { formatTable } from "../diag/table.ts";
import type { FileState } from "./own_files.ts";

/** A file of ours. */
export interface FileReport {
  /** Absolute path. */
  readonly path: string;
  /** How it is found. */
  readonly state: FileState;
}

/** The unit of one instance. */
export interface InstanceUnit {
  /** Its name. */
  readonly unit: string;
  /** The instance's name; "" for none. */
  readonly name: string;
  /** Absolute path. */
  readonly configDirectory: string;
  /** Whether it is started at boot with the others. */
  readonly isStarted: boolean;
  /** `loaded`, `masked`, ...; "" when systemd does not run. */
  readonly load: string;
  /** `active`, `failed`, ...; "" when systemd does not run. */
  readonly active: string;
}

/** What --units show finds. */
export interface UnitsReport {
  /** In the order in which they are written. */
  readonly files: readonly FileReport[];
  /** In the order in which they start. */
  readonly units: readonly InstanceUnit[];
  /** What the administrator should know. */
  readonly notes: readonly string[];
}

const STATES: Readonly<Record<FileState, string>> = {
  absent: "not installed",
  current: "installed",
  outdated: "installed by another version",
  edited: "not as postmulti wrote it",
  masked: "masked",
};

/** For people. */
export function formatUnits({ files, units, notes }: UnitsReport): string {
  return formatTable([
    ["FILE", "STATE"],
    ...files.map(({ path, state }) => [path, STATES[state]]),
  ]) + "\n" + formatTable([
    ["UNIT", "INSTANCE", "BOOT", "STATE"],
    ...units.map(({ unit, name, isStarted, load, active }) => [
      unit,
      name || "-",
      isStarted ? "y" : "n",
      stateWord({ load, active }),
    ]),
  ]) + notes.map((note) => `\n${note}\n`).join("");
}

/** For programs. */
export function unitsJson(
  { files, units, notes }: UnitsReport,
): Readonly<Record<string, unknown>> {
  return {
    files: files.map(({ path, state }) => ({ path, state })),
    units: units.map((one) => ({
      unit: one.unit,
      name: one.name,
      config_directory: one.configDirectory,
      boot: one.isStarted,
      load_state: one.load,
      active_state: one.active,
    })),
    notes,
  };
}

function stateWord(
  { load, active }: Pick<InstanceUnit, "load" | "active">,
): string {
  return load === "loaded" || load === "" ? active || "-" : load;
}
