/**
 * The plugin directory that a command of --plugins changes.
 *
 * @module
 */

import { dirname } from "@std/path/posix/dirname";
import { FatalError } from "../../diag/errors.ts";
import { lstatOrNothing } from "../../sys/files.ts";
import { makeDirectory } from "../../sys/make.ts";
import { mistrustTree, withoutLinksAbove } from "../../sys/plugin_tree.ts";
import { type Mistrust, openTrustJudge } from "../../sys/trust_judge.ts";
import { PLUGIN_DIRECTORY } from "../plugin.ts";

/**
 * The plugin directory of a configuration directory, without symbolic links in
 * its path.
 *
 * @param configDirectory Absolute path.
 * @throws {FatalError} When there is none, or others can change what is in it.
 */
export function trustedDirectory(configDirectory: string): string {
  const path = ownDirectory(configDirectory);
  if (lstatOrNothing(path) === undefined) {
    throw new FatalError(
      `${path}: there is no such directory, so no plugin is there: ` +
        'run "postmulti --plugins list" to see what there is',
    );
  }
  refuse(openTrustJudge().judge(path, "directory"));
  return path;
}

/**
 * The same, made when there is none; trustworthy down to the last file, if a
 * module is put into it.
 *
 * @throws {FatalError} When others can change what is in it, or it cannot be made.
 */
export function madeDirectory(
  configDirectory: string,
  { isForModule }: { readonly isForModule: boolean },
): string {
  const path = ownDirectory(configDirectory);
  const judge = openTrustJudge();
  if (lstatOrNothing(path) === undefined) {
    refuse(judge.judge(dirname(path), "directory"));
    makeDirectory(path, 0o755);
  }
  refuse(judge.judge(path, "directory"));
  if (isForModule) refuse({ mistrust: mistrustTree(path, judge) });
  return path;
}

/** The path of the plugin directory of a configuration directory, links resolved. */
export function ownDirectory(configDirectory: string): string {
  return withoutLinksAbove(`${configDirectory}/${PLUGIN_DIRECTORY}`);
}

function refuse(
  { mistrust }: { readonly mistrust?: Mistrust | undefined },
): void {
  if (mistrust === undefined) return;
  const { path, reason, remedy } = mistrust;
  throw new FatalError(`${path}: ${reason}, so no plugin is safe: ${remedy}`);
}
