/**
 * The version of the Postfix that the tests run with.
 *
 * @module
 */

import { runCommand } from "./run_command.ts";

const [major = 0, minor = 0] = (await runCommand("postconf", [
  "-dh",
  "mail_version",
])).stdout.trim().split(".").map(Number);

/** To Postfix 3.5, a stop of what does not run is a success. */
export const isStopOfNothingFine = major === 3 && minor < 6;
