/**
 * Directories that look like an instance and are in no list.
 *
 * @module
 */

import { quoted } from "../advice.ts";
import type { Facts } from "../facts.ts";
import type { Observation } from "../finding.ts";

/** One finding for each of them. */
export function unlistedInstance({ unlisted }: Facts): Observation[] {
  return unlisted.map(({ configDirectory, name }): Observation => ({
    severity: "note",
    configDirectory,
    others: [],
    file: `${configDirectory}/main.cf`,
    line: undefined,
    what: `${configDirectory} looks like an instance` +
      `${name === "" ? "" : ` (${name})`}, but is not in ` +
      "multi_instance_directories",
    why: "it is not started, stopped or checked with the others; mail may be " +
      "waiting in its queue",
    fix: `postmulti -e import config_directory=${quoted(configDirectory)}`,
  }));
}
