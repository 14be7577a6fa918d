/**
 * A drop-in of a unit: its path, and how texts stand in it. Pure.
 *
 * @module
 */

import { unitOf } from "./unit_names.ts";
import type { UnitInstance } from "./unit_list.ts";

/** The name of all drop-ins; one of the administrator's with a later name wins. */
export const DROP_IN = "50-postmulti.conf";

/** A file below the directory of the generator. */
export interface UnitFile {
  /** Relative path. */
  readonly path: string;
  /** What is in it. */
  readonly text: string;
}

/** The drop-in of a unit. @param lines Without line ends. */
export function dropIn(unit: string, lines: readonly string[]): UnitFile {
  return { path: `${unit}.d/${DROP_IN}`, text: `${lines.join("\n")}\n` };
}

/** Text in which nothing stands for something else. */
export function literal(text: string): string {
  return text.replaceAll("%", "%%");
}

/** The section that has a unit start these instances with it. */
export function wants(instances: readonly UnitInstance[]): string[] {
  return [
    "[Unit]",
    ...instances.map(({ configDirectory }) =>
      `Wants=${unitOf(configDirectory)}`
    ),
  ];
}
