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
      what: `${path} has ${looks}, but must have ${mustBe}` +
        (below === 0 ? "" : `; ${below} more below it are wrong, too`),
      why: "Postfix stops where it cannot write, and where other users can " +
        "write, they can tamper with mail",
      fix: `postmulti ${selected(instance)} -p set-permissions`,
    }))
  );
}
