/**
 * The mode --version.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import { readCompiledIn } from "../postfix/compiled_in_cache.ts";
import { runtimeVersion } from "../sys/process.ts";
import { writeOutput } from "../sys/streams.ts";
import { COMMIT } from "./commit.ts";
import type { RunState } from "./run_state.ts";
import { VERSION, versionText } from "./version.ts";

/**
 * Tell the version, of what it was made, and which Postfix it works on.
 *
 * @param findPostconf Finds the postconf(1) to ask.
 * @returns True: that there is no Postfix is reported, but is not a failure of this mode.
 */
export function versionMode(
  findPostconf: () => string,
  state: RunState,
): boolean {
  const facts = {
    commit: COMMIT,
    deno: runtimeVersion(),
    postfix: describePostfix(findPostconf),
  };
  if (state.json) state.answer = { version: VERSION, ...facts };
  else writeOutput(toBytes(fromText(versionText(facts))));
  return true;
}

function describePostfix(findPostconf: () => string): string {
  try {
    const compiledIn = readCompiledIn(findPostconf());
    const version = compiledIn.get("mail_version") ?? "of unknown version";
    return `${version}, ${compiledIn.get("config_directory") ?? "nowhere"}`;
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    return `not found: ${error.message}`;
  }
}
