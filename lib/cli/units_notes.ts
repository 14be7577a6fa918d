/**
 * What an administrator should know of the units, beside what was asked for.
 *
 * @module
 */

import {
  activeUnits,
  failedUnits,
  isBooted,
  isEnabled,
} from "../units/systemd.ts";

const NOT_BOOTED = "systemd does not run here";

/** Whether systemd runs, and whether something in it has failed. */
export function stateNotes(): string[] {
  if (!isBooted()) {
    return [`${NOT_BOOTED}: units are in use when it does`];
  }
  const failed = failedUnits();
  return failed.length === 0 ? [] : [
    `systemd is degraded: failed: ${
      failed.join(" ")
    }: see "systemctl --failed"`,
  ];
}

/** Whether the instances start at boot. */
export function bootNotes(): string[] {
  return !isBooted() || isEnabled("postfix.service") ||
      isEnabled("postmulti.target")
    ? []
    : [
      "postfix.service is not enabled, so nothing starts at boot: " +
      'run "systemctl enable postfix"',
    ];
}

/** Who runs already goes on outside of the new units. */
export function movingNotes(files: readonly string[]): string[] {
  return !isBooted() || files.length === 0 || activeUnits().length > 0 ? [] : [
    "instances that run now are in these units after " +
    '"systemctl restart postfix"',
  ];
}
