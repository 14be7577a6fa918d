/**
 * Two instances that listen on the same endpoint.
 *
 * Names of hosts are compared as they are written, not looked up. Instances that
 * are not enabled do not count: they may be there to take the place of another.
 *
 * @module
 */

import { type Endpoint, formatEndpoint } from "../../map/endpoint.ts";
import { quoted, selected } from "../advice.ts";
import type { Facts, InstanceFacts, Socket } from "../facts.ts";
import type { Observation } from "../finding.ts";
import { titleOf } from "../../registry/instance.ts";
import { overlaps } from "../overlap.ts";

interface Listening {
  readonly facts: InstanceFacts;
  readonly socket: Socket;
  readonly endpoint: Endpoint;
}

/** One finding for each service that finds its place taken. */
export function sameEndpoint({ instances }: Facts): Observation[] {
  const all = instances.filter(({ instance }) => instance.enabled)
    .flatMap((facts) =>
      facts.sockets.flatMap((socket) =>
        socket.endpoints.map((endpoint) => ({ facts, socket, endpoint }))
      )
    );
  const reported = new Set<Socket>();
  return all.flatMap((later, index) => {
    const earlier = all.slice(0, index).find((one) =>
      one.facts !== later.facts &&
      overlaps(
        { ...one.endpoint, families: one.facts.families },
        { ...later.endpoint, families: later.facts.families },
      )
    );
    if (earlier === undefined || reported.has(later.socket)) return [];
    reported.add(later.socket);
    return [observation(later, earlier)];
  });
}

function observation(later: Listening, earlier: Listening): Observation {
  const { facts: { instance }, socket: { service, line } } = later;
  const other = earlier.facts.instance;
  return {
    severity: "error",
    configDirectory: instance.configDirectory,
    others: [other.configDirectory],
    file: `${instance.configDirectory}/master.cf`,
    line,
    what: `${service}/inet listens on ${formatEndpoint(later.endpoint)}, ` +
      `but ${titleOf(other)} listens on ` +
      `${formatEndpoint(earlier.endpoint)} (${earlier.socket.service}/inet)`,
    why: "only one process can listen there: the instance that starts second " +
      'fails with "Address already in use"',
    fix: fix(later),
  };
}

/** A port alone listens where inet_interfaces says. */
function fix({ facts: { instance }, socket: { service } }: Listening): string {
  const edit = service.includes(":")
    ? `postconf -F ${quoted(`${service}/inet/service`)}=HOST:PORT`
    : "postconf -e inet_interfaces=ADDRESS";
  return `postmulti ${selected(instance)} -x ${edit}`;
}
