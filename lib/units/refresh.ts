/**
 * Having systemd look at the instances again when they have changed.
 *
 * Where our units are installed, their order and which of them start at boot come
 * from the list of instances, as the generator last saw it.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { isRoot } from "../sys/process.ts";
import { ownControlGroups } from "../sys/proc_via_shell.ts";
import { GENERATORS } from "./own_files.ts";
import { isBooted, reloadSystemd } from "./systemd.ts";

/** A process of a unit of Postfix; systemd may wait for it before it reloads. */
const IN_UNIT = /\/(postmulti@|postfix@)[^/]*\.service|\/postfix\.service/;

const COMMAND = '"systemctl daemon-reload"';

/** Whether the generator is installed, by us or by a package. */
export function hasGenerator(): boolean {
  return GENERATORS.some((path) => lstatOrNothing(path) !== undefined);
}

/** Does nothing without our units. What fails is reported; the change goes on. */
export function refreshUnits(diagnostics: Diagnostics): void {
  if (!hasGenerator() || !isBooted() || !isRoot()) return;
  if (IN_UNIT.test(ownControlGroups())) {
    diagnostics.notice(
      "systemd does not know this change yet, because this runs in a " +
        `unit of Postfix: run ${COMMAND} later`,
    );
    return;
  }
  try {
    reloadSystemd();
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    diagnostics.warning(
      `systemd does not know of this change yet: ${error.message}: ` +
        `run ${COMMAND}`,
    );
  }
}
