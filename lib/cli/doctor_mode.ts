/**
 * The mode --doctor, which has exit statuses of its own.
 *
 * @module
 */

import { runDoctor } from "../doctor/run_doctor.ts";
import { executablePath } from "../sys/process.ts";
import type { Request } from "./request.ts";
import type { Located } from "./run_state.ts";

/** Look at all instances. @returns The exit status. */
export function doctorMode(
  { selection, json }: Extract<Request, { mode: "doctor" }>,
  { state: { diagnostics }, read }: Located,
): number {
  const executable = executablePath();
  return runDoctor(read(), { selection, json, diagnostics, executable });
}
