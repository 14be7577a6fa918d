/**
 * Two instances of one name, of which one sends to port 25 of the other.
 *
 * @module
 */

import { formatEndpoint } from "../../map/endpoint.ts";
import type { Arrow } from "../../map/mail_map.ts";
import { titleOf } from "../../registry/instance.ts";
import { editCommand } from "../advice.ts";
import { type Facts, type InstanceFacts, setting } from "../facts.ts";
import type { Observation } from "../finding.ts";
import { routeOf } from "../routing.ts";

/** On this port Postfix takes its own name in a greeting for its own. */
const SMTP_PORT = "25";

/** One finding for each pair. */
export function sameHostname({ instances, arrows }: Facts): Observation[] {
  const at = (directory: string): InstanceFacts | undefined =>
    instances.find(({ map }) => map.title === directory);
  const reported = new Set<string>();
  return arrows.flatMap((arrow) => {
    const [from, to] = [at(arrow.from), at(arrow.to)];
    if (from === undefined || to === undefined || from === to) return [];
    if (!isBySmtp(arrow, from) || reported.has(`${arrow.from} ${arrow.to}`)) {
      return [];
    }
    if (sender(arrow, from) !== receiver(arrow, to)) return [];
    reported.add(`${arrow.from} ${arrow.to}`);
    return [observation(from, to, { arrow })];
  });
}

function isBySmtp(arrow: Arrow, from: InstanceFacts): boolean {
  if (!arrow.at.endsWith(`:${SMTP_PORT}`)) return false;
  const transport = routeOf(arrow, from)?.transport;
  const command = from.services.find(({ name, type }) =>
    name === transport && type === "unix"
  )?.command;
  return (command ?? transport) !== "lmtp";
}

function sender(arrow: Arrow, from: InstanceFacts): string {
  const transport = routeOf(arrow, from)?.transport ?? "";
  return nameOf(from, `${transport}/unix`);
}

function receiver({ at }: Arrow, to: InstanceFacts): string {
  const service = to.map.listeners.find(({ endpoints }) =>
    endpoints.some((endpoint) => formatEndpoint(endpoint) === at)
  )?.service;
  return nameOf(to, `${service}/inet`);
}

function nameOf(facts: InstanceFacts, service: string): string {
  return (facts.hostNames.get(service) ?? facts.map.hostName).toLowerCase();
}

function observation(
  from: InstanceFacts,
  to: InstanceFacts,
  { arrow }: { readonly arrow: Arrow },
): Observation {
  const renamed = to.instance.primary ? from : to;
  const other = renamed === to ? from : to;
  const { file, line, value } = setting(renamed, "myhostname");
  return {
    severity: "error",
    configDirectory: renamed.instance.configDirectory,
    others: [other.instance.configDirectory],
    file,
    line,
    what: `${titleOf(from.instance)} sends to ${titleOf(to.instance)} at ` +
      `${arrow.at} (${arrow.label}), and both have myhostname = ${value}`,
    why: "a server on port 25 that greets with the client's own name makes " +
      'the client bounce the mail: "mail for ... loops back to myself"',
    fix: editCommand(renamed.instance, `myhostname = ${newName(renamed)}`),
  };
}

/** mta1.example.com of postfix-out becomes mta1-out.example.com. */
function newName({ instance, map: { hostName } }: InstanceFacts): string {
  const own = instance.name.replace(/^postfix-?/, "") || "2";
  return hostName.replace(/^[^.]*/, `$&-${own}`);
}
