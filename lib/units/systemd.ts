/**
 * Asking systemd. Runs systemctl(1).
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { captureOutput } from "../sys/capture.ts";
import { isDirectory } from "../sys/files.ts";
import { findCommand } from "../sys/find_command.ts";

/** See sd_booted(3). */
const BOOTED = "/run/systemd/system";

const PLACES = "/usr/bin:/bin";

/** What systemd knows of a unit, in the words of systemctl(1). */
export interface UnitState {
  /** `loaded`, `masked`, `not-found`, ... */
  readonly load: string;
  /** `active`, `inactive`, `failed`, ... */
  readonly active: string;
  /** The same in the words of its type: `running`, `exited`, ... for a service. */
  readonly sub: string;
}

/** Whether this host is booted with systemd. */
export function isManaged(): boolean {
  return isDirectory(BOOTED);
}

/** The same, and it can be asked. */
export function isBooted(): boolean {
  return isManaged() && findCommand("systemctl", PLACES) !== undefined;
}

/** The states of units, in their order. @throws {FatalError} When systemd does not say. */
export function unitStates(units: readonly string[]): UnitState[] {
  if (units.length === 0) return [];
  const text = ask([
    "show",
    "--property=LoadState,ActiveState,SubState",
    "--",
    ...units,
  ]);
  return text.trim().split("\n\n").map((paragraph) => {
    const value = (name: string): string =>
      new RegExp(`^${name}=(.*)$`, "m").exec(paragraph)?.[1] ?? "";
    return {
      load: value("LoadState"),
      active: value("ActiveState"),
      sub: value("SubState"),
    };
  });
}

/** The units of ours that are not at rest, whether their file is there or not. */
export function activeUnits(): string[] {
  return listUnits([
    "--state=active,activating,reloading,deactivating",
    "--",
    "postmulti@*.service",
  ]);
}

/** The units that have failed. */
export function failedUnits(): string[] {
  return listUnits(["--state=failed"]);
}

/** Have systemd read all units again, generators included. */
export function reloadSystemd(): void {
  ask(["daemon-reload"]);
}

/**
 * Stop units; a pattern that matches nothing is not an error.
 *
 * @throws {FatalError} When systemd refuses.
 */
export function stopUnits(patterns: readonly string[]): void {
  ask(["stop", "--", ...patterns]);
}

/** Whether a unit of the distribution is started at boot. */
export function isEnabled(unit: string): boolean {
  try {
    return /^enabled/.test(ask(["is-enabled", "--", unit]));
  } catch (error) {
    if (error instanceof FatalError) return false;
    throw error;
  }
}

/** The names of the units that systemctl(1) lists. */
function listUnits(options: readonly string[]): string[] {
  return ask(["list-units", "--plain", "--no-legend", ...options])
    .split("\n").flatMap((line) => line.split(" ")[0] || []);
}

function ask(args: readonly string[]): string {
  const systemctl = findCommand("systemctl", PLACES);
  if (systemctl === undefined) throw new FatalError("there is no systemctl(1)");
  return new TextDecoder().decode(
    captureOutput(systemctl, ["--no-ask-password", "--no-pager", ...args]),
  );
}
