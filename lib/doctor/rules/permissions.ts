/**
 * Wrong owners and modes, by what postfix-files says.
 *
 * @module
 */

import { selected } from "../advice.ts";
import type { Facts } from "../facts.ts";
import type { Observation } from "../finding.ts";

/** One finding for each line of postfix-files that does not hold. */
export function permissions({ instances }: Facts): Observation[] {
  return instances.flatMap(({ instance, wrongFiles }) =>
    wrongFiles.map(({ path, looks, mustBe, below }): Observation => ({
      severity: "warning",
      configDirectory: instance.configDirectory,
      others: [],
      file: path,
      line: undefined,
      what: `${path} has ${looks}, and must have ${mustBe}` +
        (below === 0 ? "" : `; so it is with ${below} more below it`),
      why: "Postfix gives up where it cannot write, and where others can it " +
        "can be tampered with",
      fix: `postmulti ${selected(instance)} -p set-permissions`,
    }))
  );
}
