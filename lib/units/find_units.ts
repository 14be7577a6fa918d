/**
 * The unit files of ours that exist on this host, or below the root of another system.
 *
 * @module
 */

import type { UnitInstance } from "./unit_list.ts";
import { type Override, overridesOf } from "./distribution.ts";
import { hasUnit } from "./drop_ins.ts";
import { unitOf } from "./unit_names.ts";
import { fileStateOf, ownFiles, type Traces, tracesOf } from "./own_files.ts";
import type { FoundFile } from "./refuse.ts";
import { isBooted, unitStates } from "./systemd.ts";
import type { InstanceUnit } from "./unit_report.ts";
import type { UnitOptions } from "./unit_texts.ts";

/** What was found. */
export interface FoundUnits {
  /** Our files, in the order in which they are written. */
  readonly files: readonly FoundFile[];
  /** What an installation that is there has made besides. */
  readonly traces: Traces;
  /** What the administrator has done to the distribution's units. */
  readonly overrides: readonly Override[];
}

/** The units of the distribution that have to agree with ours. */
const AGREEING = ["postfix.service", "postfix@.service"];

/** Look for our files. @throws {FatalError} When one cannot be read. */
export async function findUnits(
  options: UnitOptions,
  root: string,
): Promise<FoundUnits> {
  const traces = tracesOf(root);
  const files = await ownFiles(options, traces);
  return {
    files: await Promise.all(files.map(async (file) => ({
      ...file,
      state: await fileStateOf(file, root),
    }))),
    traces,
    overrides: AGREEING.flatMap((unit) => overridesOf(unit, root)),
  };
}

/** The units of instances, with what systemd knows of them where it runs. */
export function findInstanceUnits(
  instances: readonly UnitInstance[],
): InstanceUnit[] {
  const usable = instances.filter(hasUnit);
  const units = usable.map(({ configDirectory }) => unitOf(configDirectory));
  const states = isBooted() ? unitStates(units) : [];
  return usable.map(({ configDirectory, name, isStarted }, at) => ({
    unit: units[at] ?? "",
    name,
    configDirectory,
    isStarted,
    load: states[at]?.load ?? "",
    active: states[at]?.active ?? "",
  }));
}
