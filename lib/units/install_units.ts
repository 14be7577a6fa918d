/**
 * `postmulti --units install` and `remove`: writing and removing the files.
 *
 * The generator is written last and removed first: without it the units are not in
 * use. When a step fails, those before it are undone.
 *
 * @module
 */

import { dirname } from "@std/path/posix/dirname";
import { syncDirectory } from "../sys/durable.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { makeDirectory, writeFile } from "../sys/make.ts";
import { readRegularFile } from "../sys/read_file.ts";
import { removeDirectory, removeFile } from "../sys/remove.ts";
import { type OwnFile, ownFiles, type Traces } from "./own_files.ts";
import type { FoundUnits } from "./find_units.ts";
import type { UnitOptions } from "./unit_texts.ts";

/** Takes back what a step has done. */
type Undo = () => void;

/** What is done once the files are there. */
export interface InstallSteps {
  /** What was made for the units before, to be removed with them. */
  readonly made: Traces;
  /** Has systemd read the units; throws when it will not. */
  readonly activate: () => void;
}

/**
 * Write the files.
 *
 * @param root What their paths are below; "" for this host.
 * @returns The paths of those that were written.
 * @throws {FatalError} When that fails; everything is then as it was.
 */
export async function installUnits(
  { files, traces }: FoundUnits,
  options: UnitOptions,
  { root, made, activate }: InstallSteps & { readonly root: string },
): Promise<string[]> {
  const missing = missingDirectories(files, root);
  const wanted: Traces = {
    directories: [...traces.directories, ...made.directories, ...missing],
    files: [...traces.files, ...made.files],
  };
  const undo: Undo[] = [];
  const written: string[] = [];
  try {
    for (const directory of missing) {
      makeDirectory(`${root}${directory}`, 0o755);
      undo.unshift(() => removeDirectory(`${root}${directory}`));
    }
    const found = new Map(files.map(({ path, state }) => [path, state]));
    for (const file of await ownFiles(options, wanted)) {
      const isSame = found.get(file.path) === "current" &&
        textAt(`${root}${file.path}`) === file.text;
      if (isSame) continue;
      undo.unshift(replace(file, root));
      written.push(file.path);
    }
    activate();
    return written;
  } catch (error) {
    for (const step of undo) step();
    throw error;
  }
}

/**
 * Remove the files; what was made besides is left, see with_plugin.ts.
 *
 * @returns The paths of files that were removed.
 * @throws {FatalError} When that fails; everything is then as it was.
 */
export function removeUnits(
  { files }: FoundUnits,
  { root, activate }: {
    readonly root: string;
    readonly activate: () => void;
  },
): string[] {
  const undo: Undo[] = [];
  const removed: string[] = [];
  try {
    for (const { path, state, mode } of files.toReversed()) {
      if (state === "absent") continue;
      const bytes = readRegularFile(`${root}${path}`);
      removeFile(`${root}${path}`);
      undo.unshift(() => writeFile(`${root}${path}`, bytes, mode));
      removed.push(path);
    }
    activate();
  } catch (error) {
    for (const step of undo) step();
    throw error;
  }
  return removed;
}

/** The directories that are not there, parents first, and nothing of the root itself. */
export function missingDirectories(
  files: readonly Pick<OwnFile, "path">[],
  root: string,
): string[] {
  const directories = files.flatMap(({ path }) => {
    const parts = path.split("/").slice(1, -1);
    return parts.map((_, at) => `/${parts.slice(0, at + 1).join("/")}`);
  });
  return [...new Set(directories)].filter((directory) =>
    lstatOrNothing(`${root}${directory}`) === undefined
  );
}

function replace({ path, text, mode }: OwnFile, root: string): Undo {
  const file = `${root}${path}`;
  const before = lstatOrNothing(file) === undefined
    ? undefined
    : readRegularFile(file);
  writeFile(file, new TextEncoder().encode(text), mode);
  syncDirectory(dirname(file));
  return () => before ? writeFile(file, before, mode) : removeFile(file);
}

function textAt(path: string): string {
  return new TextDecoder().decode(readRegularFile(path));
}
