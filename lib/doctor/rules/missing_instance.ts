/**
 * Listed instances whose directory, or the main.cf in it, is gone.
 *
 * @module
 */

import { quoted } from "../advice.ts";
import type { Facts } from "../facts.ts";
import type { Observation } from "../finding.ts";

/** One finding for each of them. */
export function missingInstance({ damaged }: Facts): Observation[] {
  return damaged.filter(({ isGone }) => isGone).map(
    ({ configDirectory, file, line }): Observation => ({
      severity: "error",
      configDirectory,
      others: [],
      file,
      line,
      what: `multi_instance_directories lists ${configDirectory}, but there ` +
        "is no instance",
      why: "each command for all instances fails for this entry; mail that " +
        "is left in its queue is not delivered",
      fix: `postmulti -e deport -i ${quoted(configDirectory)}`,
    }),
  );
}
