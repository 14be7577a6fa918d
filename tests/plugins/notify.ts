/**
 * Worlds with the shipped plugin 90-notify in them.
 *
 * @module
 */

import { install, instances } from "./shipped.ts";
import { runInWorld, type StepResult } from "../world/run_in_world.ts";

/** The id of the plugin. */
export const PLUGIN = "90-notify";
/** Starts an instance. */
export const START = "postmulti -i in -p start";

/** Settings, one line each, of the plugin for all instances. */
export function settings(...lines: readonly string[]): string {
  return `conf ${PLUGIN} postfix <<'CONF'\n${lines.join("\n")}\nCONF\n`;
}

/** Runs the steps in a world where the plugin is in force. */
export async function play(
  setup: string,
  steps: readonly string[],
): Promise<readonly StepResult[]> {
  const prepared = `${instances()}${install("notify")}${setup}`;
  return (await runInWorld("ours", { setup: prepared, steps })).steps;
}
