/**
 * An enabled instance that gets no mail: no user may submit mail with sendmail(1),
 * and no service takes mail from the network.
 *
 * @module
 */

import { editCommand } from "../advice.ts";
import { type Facts, type InstanceFacts, setting } from "../facts.ts";
import type { Observation } from "../finding.ts";

const NAME = "authorized_submit_users";

/** One finding for each instance where no user may submit mail. */
export function noSubmission({ instances }: Facts): Observation[] {
  return instances.filter(({ instance, map }) =>
    instance.enabled && map.submitters === ""
  ).map((facts): Observation => {
    const { instance } = facts;
    const { file, line } = setting(facts, NAME);
    const isDeaf = facts.map.listeners.length === 0;
    return {
      severity: isDeaf || instance.primary ? "error" : "note",
      configDirectory: instance.configDirectory,
      others: [],
      file,
      line,
      what: `it is enabled, but ${NAME} is empty: no user can submit mail` +
        (isDeaf ? ", and no service takes mail from the network" : ""),
      why: why(facts),
      fix: editCommand(
        instance,
        `${NAME} = ${instance.primary ? "static:anyone" : "root"}`,
      ),
    };
  });
}

function why({ instance, map }: InstanceFacts): string {
  if (instance.primary) {
    return "mail of cron and of other programs on this host is refused";
  }
  return map.listeners.length === 0
    ? "it runs, but no mail can enter it"
    : 'not even root can test it with "sendmail -bv"; -e create sets ' +
      "this for an instance that is not yet configured";
}
