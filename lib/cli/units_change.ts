/**
 * The commands --units install and --units remove.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import type { Installation } from "../postfix/installation.ts";
import { writeOutput } from "../sys/streams.ts";
import { findUnits, type FoundUnits } from "../units/find_units.ts";
import { generatedFiles } from "../units/generate.ts";
import { installUnits, removeUnits } from "../units/install_units.ts";
import { NO_TRACES, ownFiles } from "../units/own_files.ts";
import {
  overrideNotes,
  refuseChanged,
  refuseOverrides,
} from "../units/refuse.ts";
import type { UnitOptions } from "../units/unit_texts.ts";
import { addUnitsPlugin, removeMade } from "../units/with_plugin.ts";
import type { RunState } from "./run_state.ts";
import type { UnitsChange } from "./units_command.ts";
import { optionsFor, type UnitsContext } from "./units_context.ts";
import {
  activate,
  refuseActive,
  refuseHost,
  stopAggregates,
} from "./units_host.ts";
import { bootNotes, movingNotes, stateNotes } from "./units_notes.ts";

/** Write the files, and have systemd read them. @returns True. */
export async function installMode(
  { dryRun, root }: UnitsChange,
  { state, read }: UnitsContext,
): Promise<true> {
  const installation = root === "" ? read() : undefined;
  const options = optionsFor(installation, root);
  const found = await findUnits(options, root);
  refuseHost(root);
  refuseChanged(found.files, root);
  refuseOverrides(found.overrides);
  if (dryRun) {
    return await previewInstall(found, options, { installation, state, root });
  }
  const made = installation === undefined ? NO_TRACES : await addUnitsPlugin(
    installation.configDirectory,
    (await import("../plugins/shipped.ts")).SHIPPED,
  );
  try {
    const written = await installUnits(found, options, {
      root,
      made,
      activate: () => activate(root),
    });
    const files = [...made.files.map(({ path }) => path), ...written];
    const notes = [
      ...root === ""
        ? [...stateNotes(), ...bootNotes(), ...movingNotes(files)]
        : [],
      ...overrideNotes(found.overrides),
    ];
    finish("install", { files, notes, root, dryRun }, state);
  } catch (error) {
    await removeMade(made, { diagnostics: state.diagnostics, root });
    throw error;
  }
  return true;
}

/** Remove the files. @returns True. */
export async function removeMode(
  { dryRun, root }: UnitsChange,
  { state, read }: UnitsContext,
): Promise<true> {
  const installation = root === "" ? readIfPossible(read) : undefined;
  const found = await findUnits(optionsFor(installation, root), root);
  refuseHost(root);
  refuseChanged(found.files, root);
  refuseActive(root);
  const there = found.files.filter(({ state }) => state !== "absent")
    .map(({ path }) => path).toReversed();
  let files = [...there, ...found.traces.files.map(({ path }) => path)];
  if (!dryRun) {
    stopAggregates(root);
    const removed = removeUnits(found, {
      root,
      activate: () => activate(root),
    });
    files = [
      ...removed,
      ...await removeMade(found.traces, {
        diagnostics: state.diagnostics,
        root,
      }),
    ];
  }
  finish("remove", { files, notes: [], root, dryRun }, state);
  return true;
}

async function previewInstall(
  found: FoundUnits,
  options: UnitOptions,
  { installation, state, root }: {
    readonly installation: Installation | undefined;
    readonly state: RunState;
    readonly root: string;
  },
): Promise<true> {
  const files = await ownFiles(options, found.traces);
  const generated = installation === undefined
    ? []
    : generatedFiles(installation).files;
  const changed = found.files.filter(({ state }) => state !== "current")
    .map(({ path }) => path);
  if (!state.json) {
    const texts = [
      ...files.map(({ path, text }) => `# ${root}${path}\n${text}`),
      ...generated.map(({ path, text }) =>
        `# made by the generator: ${path}\n${text}`
      ),
    ];
    writeOutput(toBytes(fromText(texts.join("\n"))));
  }
  state.answer = {
    action: "install",
    files: changed,
    notes: [],
    dry_run: true,
  };
  return true;
}

function finish(
  action: "install" | "remove",
  { files, notes, root, dryRun }: {
    readonly files: readonly string[];
    readonly notes: readonly string[];
    readonly root: string;
    readonly dryRun: boolean;
  },
  state: RunState,
): void {
  state.answer = { action, files, notes, dry_run: dryRun };
  const done = action === "install" ? "written" : "removed";
  const word = dryRun ? `would be ${done}` : done;
  if (files.length > 0 && !dryRun && root === "") {
    state.diagnostics.change(
      `units ${action === "install" ? "installed" : done}`,
    );
  }
  for (const note of notes) state.diagnostics.notice(note);
  if (state.json) return;
  writeOutput(
    files.length === 0
      ? `nothing to ${action}\n`
      : files.map((path) => `${word}: ${root}${path}\n`).join(""),
  );
}

function readIfPossible(read: () => Installation): Installation | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FatalError) return undefined;
    throw error;
  }
}
