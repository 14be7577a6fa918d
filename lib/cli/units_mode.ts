/**
 * The mode --units: units of systemd for the instances.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import type { Installation } from "../postfix/installation.ts";
import { isDirectory, isSameFile } from "../sys/files.ts";
import { isExecutable } from "../sys/find_command.ts";
import { executablePath, isJitless, isRoot } from "../sys/process.ts";
import { writeOutput } from "../sys/streams.ts";
import {
  findInstanceUnits,
  findUnits,
  type FoundUnits,
} from "../units/find_units.ts";
import { generatedFiles } from "../units/generate.ts";
import { installUnits, removeUnits } from "../units/install_units.ts";
import { NO_TRACES, ownFiles } from "../units/own_files.ts";
import { unitInstances } from "../units/read_units.ts";
import {
  overrideNotes,
  refuseChanged,
  refuseOverrides,
} from "../units/refuse.ts";
import {
  activeUnits,
  failedUnits,
  isBooted,
  isEnabled,
  reloadSystemd,
} from "../units/systemd.ts";
import { formatUnits, unitsJson } from "../units/unit_report.ts";
import type { UnitOptions } from "../units/unit_texts.ts";
import {
  addUnitsPlugin,
  hasUnitsPlugin,
  removeMade,
} from "../units/with_plugin.ts";
import type { RunState } from "./run_state.ts";
import type { UnitsChange } from "./units_command.ts";

/** What the commands work with. */
export interface UnitsContext {
  /** This run of the program. */
  readonly state: RunState;
  /** Reads the primary instance of this host. */
  readonly read: () => Installation;
}

const NOT_BOOTED = "systemd does not run here";

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

/** What the units call: the installed program, by the path that is least likely to change. */
function optionsFor(
  installation: Installation | undefined,
  root = "",
): UnitOptions {
  const own = executablePath();
  const usual = installation?.command("postmulti") ?? "/usr/sbin/postmulti";
  const program = isSameFile(`${root}${usual}`, own) ||
      root !== "" && isExecutable(`${root}${usual}`)
    ? usual
    : own.startsWith(`${root}/`)
    ? own.slice(root.length)
    : own;
  if (!/^[A-Za-z0-9/._+-]+$/.test(program)) {
    throw new FatalError(
      `${program}: systemd cannot call a program of this name: ` +
        "copy it to /usr/local/sbin, and run it there",
    );
  }
  return { program, isJitless: isJitless() };
}

function refuseHost(root: string): void {
  if (!isRoot()) {
    throw new FatalError("only root can change units: nothing was done");
  }
  if (root === "" && !isDirectory("/etc/systemd/system")) {
    throw new FatalError(
      "/etc/systemd/system: there is no systemd on this host: nothing was " +
        "done: --root=DIR is for another system",
    );
  }
  if (root !== "" && !isDirectory(root)) {
    throw new FatalError(`${root}: there is no such directory: make it first`);
  }
}

function refuseActive(root: string): void {
  const active = root === "" && isBooted() ? activeUnits() : [];
  if (active.length === 0) return;
  throw new FatalError(
    `${active.join(" ")}: instances run in these units: nothing was done: ` +
      'run "systemctl stop \'postmulti@*\'" and "postmulti --units remove", ' +
      'then "systemctl start postfix"',
  );
}

function activate(root: string): void {
  if (root === "" && isBooted()) reloadSystemd();
}

function stateNotes(): string[] {
  if (!isBooted()) {
    return [`${NOT_BOOTED}: units are in use when it does`];
  }
  const failed = failedUnits();
  return failed.length === 0 ? [] : [
    `systemd is degraded: failed: ${
      failed.join(" ")
    }: see "systemctl --failed"`,
  ];
}

function bootNotes(): string[] {
  return !isBooted() || isEnabled("postfix.service") ||
      isEnabled("postmulti.target")
    ? []
    : [
      "postfix.service is not enabled, so nothing starts at boot: " +
      'run "systemctl enable postfix"',
    ];
}

/** Who runs already goes on outside of the new units. */
function movingNotes(files: readonly string[]): string[] {
  return !isBooted() || files.length === 0 || activeUnits().length > 0 ? [] : [
    "instances that run now are in these units after " +
    '"systemctl restart postfix"',
  ];
}

function readIfPossible(read: () => Installation): Installation | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FatalError) return undefined;
    throw error;
  }
}
