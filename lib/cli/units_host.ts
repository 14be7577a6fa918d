/**
 * The host whose units --units install and --units remove change: what it must be like,
 * and what its systemd does about the change.
 *
 * An empty `root` is this host, any other the directory of another system.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { isDirectory } from "../sys/files.ts";
import { isRoot } from "../sys/process.ts";
import { distributionUnits } from "../units/distribution.ts";
import { hasGenerator } from "../units/refresh.ts";
import {
  activeUnits,
  isBooted,
  reloadSystemd,
  stopUnits,
  unitStates,
} from "../units/systemd.ts";

const SERVICE = "postfix.service";

/**
 * Refuse where units cannot be changed at all.
 *
 * @throws {FatalError} Without root, systemd, or the directory of another system.
 */
export function refuseHost(root: string): void {
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

/**
 * Refuse while instances run in our units.
 *
 * @throws {FatalError} For all of these units, with the commands that help.
 */
export function refuseActive(root: string): void {
  const active = isLive(root) ? activeUnits() : [];
  if (active.length === 0) return;
  throw new FatalError(
    `${active.join(" ")}: instances run in these units: nothing was done: ` +
      "run \"systemctl stop postfix 'postmulti@*'\" and " +
      '"postmulti --units remove", ' +
      'then "systemctl start postfix"',
  );
}

/**
 * Stop the units that only stand for instances, none of which runs. On Debian 13,
 * postfix.service runs Postfix itself once our units are gone. As long as systemd
 * believes that it is active, starting it does nothing.
 *
 * @throws {FatalError} When systemd refuses.
 */
export function stopAggregates(root: string): void {
  if (!isLive(root) || !hasGenerator()) return;
  const isAggregate = distributionUnits().naming !== "name" &&
    unitStates([SERVICE])[0]?.sub === "exited";
  stopUnits(["postmulti*.target", ...isAggregate ? [SERVICE] : []]);
}

/**
 * Have systemd read the changed units.
 *
 * @throws {FatalError} When systemd refuses.
 */
export function activate(root: string): void {
  if (isLive(root)) reloadSystemd();
}

/** Whether the units are those of this host, and systemd runs it. */
function isLive(root: string): boolean {
  return root === "" && isBooted();
}
