/**
 * Refusing to edit where others could interfere.
 *
 * In a directory that somebody else can write, files can be exchanged while
 * they are edited; root does not work there.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { distrustDirectory } from "../sys/trust.ts";

/**
 * Make sure that root alone can write a configuration directory.
 *
 * @throws {FatalError} Saying who else can, and how to change that.
 */
export function refuseUntrusted(configDirectory: string): void {
  const distrust = distrustDirectory(configDirectory);
  if (distrust === undefined) return;
  const { path, reason } = distrust;
  throw new FatalError(
    `${path}: this directory ${reason}, so nothing in ${configDirectory} is ` +
      `safe to edit: run "chown root ${path}" and "chmod go-w ${path}"`,
  );
}
