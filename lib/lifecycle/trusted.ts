/**
 * Refusing to edit where others could interfere.
 *
 * In a directory that somebody else can write, files can be exchanged while
 * they are edited; root does not work there.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { statOrNothing } from "../sys/files.ts";
import { judge } from "../sys/trust.ts";

/**
 * Make sure that root alone can write a configuration directory.
 *
 * @throws {FatalError} Saying who else can, and how to change that.
 */
export function refuseUntrusted(configDirectory: string): void {
  const info = statOrNothing(configDirectory);
  const reason = info === undefined ? undefined : judge(info);
  if (reason === undefined) return;
  throw new FatalError(
    `${configDirectory}: this configuration directory ${reason}, so nothing ` +
      `in it is safe to edit: run "chown root ${configDirectory}" and ` +
      `"chmod go-w ${configDirectory}"`,
  );
}
