/**
 * Whether this process runs with the rights of another user than its own.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { captureOutput } from "./capture.ts";

/**
 * Whether real and effective user differ, as in a set-uid program.
 *
 * The runtime knows the real user only, so id(1) is asked for the other; when it
 * cannot be, the answer is yes.
 */
export function hasForeignRights(): boolean {
  try {
    const said = captureOutput("/usr/bin/id", ["-u"]);
    return new TextDecoder().decode(said).trim() !== String(Deno.uid());
  } catch (error) {
    if (error instanceof FatalError) return true;
    throw error;
  }
}
