/**
 * An enabled instance that sendmail(1) can give nothing to.
 *
 * @module
 */

import { editCommand } from "../advice.ts";
import { type Facts, setting } from "../facts.ts";
import type { Observation } from "../finding.ts";

const NAME = "authorized_submit_users";

/** One finding for each instance where nobody may submit mail. */
export function noSubmission({ instances }: Facts): Observation[] {
  return instances.filter(({ instance, map }) =>
    instance.enabled && map.submitters === ""
  ).map((facts): Observation => {
    const { instance, sockets } = facts;
    const { file, line } = setting(facts, NAME);
    return {
      severity: sockets.length === 0 || instance.primary ? "error" : "note",
      configDirectory: instance.configDirectory,
      others: [],
      file,
      line,
      what: `it is enabled, but ${NAME} is empty: nobody may submit mail`,
      why: instance.primary
        ? "mail of cron and of other programs on this host is refused"
        : 'not even root can test it with "sendmail -bv"; -e create leaves ' +
          "it so until it is configured",
      fix: editCommand(
        instance,
        `${NAME} = ${instance.primary ? "static:anyone" : "root"}`,
      ),
    };
  });
}
