/**
 * `postmulti --units generate DIRECTORY`: what systemd's generator writes.
 *
 * Called at boot, before anything else runs: no log, no network, and a root file
 * system that may be read-only. Everything is made up before the first file is
 * written, so that without a readable primary instance nothing is.
 *
 * @module
 */

import { dirname } from "@std/path/posix/dirname";
import { fromBytes, toBytes } from "../main_cf/byte_string.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import type { Installation } from "../postfix/installation.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { makeDirectory, writeFile } from "../sys/make.ts";
import { readRegularFile } from "../sys/read_file.ts";
import { distributionUnits } from "./distribution.ts";
import type { UnitFile } from "./drop_in.ts";
import { dropIns, hasUnit } from "./drop_ins.ts";
import { unitInstances } from "./read_units.ts";

/** What the generator would write now. @throws {FatalError} As unitInstances. */
export function generatedFiles(installation: Installation): {
  readonly files: readonly UnitFile[];
  /** Directories of instances whose unit would have too long a name. */
  readonly unitless: readonly string[];
} {
  const instances = unitInstances(installation);
  return {
    files: dropIns(instances, distributionUnits()),
    unitless: instances.filter((instance) => !hasUnit(instance))
      .map(({ configDirectory }) => configDirectory),
  };
}

/** Write drop-ins. @param directory The first argument of a generator. */
export function writeGenerated(
  files: readonly UnitFile[],
  directory: string,
): void {
  for (const { path, text } of files) {
    const parent = `${directory}/${dirname(path)}`;
    if (lstatOrNothing(parent) === undefined) makeDirectory(parent, 0o755);
    writeFile(`${directory}/${path}`, toBytes(fromText(text)), 0o644);
  }
}

/** Where systemd has its generators write. */
const GENERATED = "/run/systemd/generator";

/** Whether what the generator wrote last is what it would write now. */
export function isGeneratedCurrent(installation: Installation): boolean {
  return generatedFiles(installation).files.every(({ path, text }) => {
    const file = `${GENERATED}/${path}`;
    return lstatOrNothing(file) !== undefined &&
      fromBytes(readRegularFile(file)) === fromText(text);
  });
}
