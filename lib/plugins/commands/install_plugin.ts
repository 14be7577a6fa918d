/**
 * `postmulti --plugins install NAME`: write a plugin that is shipped inside the
 * executable into the plugin directory of the host.
 *
 * What it imports and its settings come first, the plugin last, so that it is
 * never there without them. Settings that are there already stay. A plugin is
 * never overwritten by another version of it: the administrator may have
 * changed it.
 *
 * @module
 */

import { FatalError } from "../../diag/errors.ts";
import { syncDirectory } from "../../sys/durable.ts";
import { listDirectory, lstatOrNothing } from "../../sys/files.ts";
import { makeDirectory, writeFile } from "../../sys/make.ts";
import { readRegularFile } from "../../sys/read_file.ts";
import { fileNamed, isIdMeant } from "../file_name.ts";
import type { ShippedFile, ShippedPlugin } from "../shipped.ts";

/** What was installed. */
export interface Installed {
  /** The plugin. */
  readonly path: string;
  /** Its settings. */
  readonly conf: string;
  /** Whether a file was written; false when all of them were there. */
  readonly isChanged: boolean;
}

/**
 * The shipped plugin that a word means: its id, or that without the digits.
 *
 * @param shipped All there are.
 * @throws {FatalError} When there is none.
 */
export function shippedPlugin(
  word: string,
  shipped: readonly ShippedPlugin[],
): ShippedPlugin {
  const found = shipped.find(({ id }) => isIdMeant(id, word));
  if (found !== undefined) return found;
  throw new FatalError(
    `no plugin "${word}" comes with postmulti: install one of ` +
      shipped.map(({ id }) => id.slice("NN-".length)).join(", "),
  );
}

/**
 * Write a plugin, its parts and, unless there are some, its settings.
 *
 * @param directory The plugin directory, which has been found trustworthy.
 * @throws {FatalError} When a file of it is there with another content, or a
 * file cannot be written.
 */
export function installPlugin(
  { id, file, conf, parts }: ShippedPlugin,
  directory: string,
): Installed {
  refuseOtherOf(id, file.name, directory);
  const needed = [
    ...parts.filter((part) => isNew(part, directory)),
    ...isThere(conf, directory) ? [] : [conf],
    ...isNew(file, directory) ? [file] : [],
  ];
  for (const one of needed) write(one, directory);
  return {
    path: `${directory}/${file.name}`,
    conf: `${directory}/${conf.name}`,
    isChanged: needed.length > 0,
  };
}

function refuseOtherOf(id: string, own: string, directory: string): void {
  const other = listDirectory(directory).find(({ name, isDirectory }) => {
    const named = fileNamed(name);
    return !isDirectory && name !== own && named.kind === "plugin" &&
      named.id === id;
  });
  if (other === undefined) return;
  throw new FatalError(
    `${directory}/${other.name}: this has the id ${id} already: ` +
      "rename or remove it",
  );
}

/** Whether a file is to be written; one that is there must be the same. */
function isNew({ name, text }: ShippedFile, directory: string): boolean {
  const path = `${directory}/${name}`;
  if (lstatOrNothing(path) === undefined) return true;
  const there = new TextDecoder().decode(readRegularFile(path));
  if (there === text) return false;
  throw new FatalError(
    `${path}: this is there already, and differs from what comes with ` +
      "postmulti: rename it to keep your changes, or remove it",
  );
}

function isThere({ name }: ShippedFile, directory: string): boolean {
  return lstatOrNothing(`${directory}/${name}`) !== undefined;
}

function write({ name, text, mode }: ShippedFile, directory: string): void {
  const folders = name.split("/").slice(0, -1);
  let parent = directory;
  for (const folder of folders) {
    parent += `/${folder}`;
    if (lstatOrNothing(parent) === undefined) makeDirectory(parent, 0o755);
  }
  writeFile(`${directory}/${name}`, new TextEncoder().encode(text), mode);
  syncDirectory(parent);
}
