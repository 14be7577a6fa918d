/**
 * The command --units show.
 *
 * @module
 */

import { toBytes } from "../main_cf/byte_string.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import { writeOutput } from "../sys/streams.ts";
import { findInstanceUnits, findUnits } from "../units/find_units.ts";
import { unitInstances } from "../units/read_units.ts";
import { overrideNotes } from "../units/refuse.ts";
import { formatUnits, unitsJson } from "../units/unit_report.ts";
import { hasUnitsPlugin } from "../units/with_plugin.ts";
import { optionsFor, type UnitsContext } from "./units_context.ts";
import { bootNotes, stateNotes } from "./units_notes.ts";

/** Show what there is. @returns True. */
export async function showUnits({ state, read }: UnitsContext): Promise<true> {
  const installation = read();
  const { files, overrides } = await findUnits(optionsFor(installation), "");
  const isInstalled = files.every(({ state }) => state !== "absent");
  const report = {
    files,
    units: findInstanceUnits(unitInstances(installation)),
    notes: [
      ...stateNotes(),
      ...isInstalled ? bootNotes() : [],
      ...isInstalled && !hasUnitsPlugin(installation.configDirectory)
        ? [
          'the plugin "systemd" is missing, so "postfix start" passes the ' +
          'units by: run "postmulti --units install"',
        ]
        : [],
      ...isInstalled ? overrideNotes(overrides) : [],
    ],
  };
  state.answer = { action: "show", ...unitsJson(report) };
  if (!state.json) writeOutput(toBytes(fromText(formatUnits(report))));
  return true;
}
