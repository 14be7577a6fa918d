/**
 * `postmulti --plugins install NAME`: write a plugin that is shipped inside the
 * executable into the plugin directory of the host, or renew a copy of it.
 *
 * What it imports and its settings come first, the plugin last, so that it is
 * never there without them. Settings that are there already stay. A copy that is as
 * an earlier version of this program has written it is replaced. One that has been
 * edited is not, unless that is asked for; then it is kept beside the new one.
 *
 * @module
 */

import { FatalError } from "../../diag/errors.ts";
import { syncDirectory } from "../../sys/durable.ts";
import { listDirectory, lstatOrNothing } from "../../sys/files.ts";
import { makeDirectory, writeFile } from "../../sys/make.ts";
import { moveFile } from "../../sys/move_file.ts";
import { fileNamed, isIdMeant, nameOf } from "../file_name.ts";
import type { ShippedFile, ShippedPlugin } from "../shipped.ts";
import { copyStateOf } from "./copy_state.ts";

/** Put behind the name of an edited copy that is replaced; no plugin is called so. */
const KEPT = ".orig";

/** What was installed. */
export interface Installed {
  /** The plugin. */
  readonly path: string;
  /** Its settings. */
  readonly conf: string;
  /** Whether a file was written; false when all of them were there. */
  readonly isChanged: boolean;
  /** Whether a copy was there and has been replaced. */
  readonly isRenewed: boolean;
  /** Where edited files have been moved to. */
  readonly kept: readonly string[];
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
      shipped.map(({ id }) => nameOf(id)).join(", "),
  );
}

/**
 * Write a plugin, its parts and, unless there are some, its settings.
 *
 * @param directory The plugin directory, which has been found trustworthy.
 * @throws {FatalError} When a file of it has been edited and `replace` is false, or a
 * file cannot be written.
 */
export async function installPlugin(
  { id, file, conf, parts }: ShippedPlugin,
  { directory, replace }: {
    readonly directory: string;
    /** Whether edited files are replaced, too. */
    readonly replace: boolean;
  },
): Promise<Installed> {
  refuseOtherOf(id, file.name, directory);
  const files = await Promise.all(
    [...parts, file].map(async (one) => ({
      file: one,
      path: `${directory}/${one.name}`,
      state: await copyStateOf(one, directory),
    })),
  );
  const edited = files.filter(({ state }) => state === "edited")
    .map(({ path }) => path);
  if (!replace) refuseEdited(edited, id);
  for (const path of edited) moveFile(path, path + KEPT);
  const outdated = files.filter(({ state }) => state !== "current")
    .map((one) => one.file);
  const hasConf = lstatOrNothing(`${directory}/${conf.name}`) !== undefined;
  const needed = [...hasConf ? [] : [conf], ...outdated];
  for (const one of needed) write(one, directory);
  return {
    path: `${directory}/${file.name}`,
    conf: `${directory}/${conf.name}`,
    isChanged: needed.length > 0,
    isRenewed: files.some(({ state }) =>
      state === "earlier" || state === "edited"
    ),
    kept: edited.map((path) => path + KEPT),
  };
}

function refuseEdited(edited: readonly string[], id: string): void {
  const [path] = edited;
  if (path === undefined) return;
  throw new FatalError(
    `${path}: this has been edited: leave it, or replace it with "postmulti ` +
      `--plugins install --replace ${nameOf(id)}", which keeps it ` +
      `as ${path}${KEPT}`,
  );
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
