/**
 * Whether two sockets want the same place on the network. Pure.
 *
 * @module
 */

import { ANY_HOST, type Endpoint, LOOPBACK } from "../map/endpoint.ts";

/** An endpoint, and the protocols that its instance uses. */
export interface Bound extends Endpoint {
  /** 4 and 6. */
  readonly families: readonly (4 | 6)[];
}

/** What the name of the loopback interfaces stands for. */
const LOOPBACK_HOSTS = [LOOPBACK, "localhost", "127.0.0.1", "::1"];

/** Whether not both can be had: a socket on every address takes each of them. */
export function overlaps(one: Bound, other: Bound): boolean {
  if (one.port !== other.port) return false;
  if (!families(one).some((family) => families(other).includes(family))) {
    return false;
  }
  if (one.host === ANY_HOST || other.host === ANY_HOST) return true;
  if (one.host.toLowerCase() === other.host.toLowerCase()) return true;
  const areLoopback = [one, other].every(({ host }) =>
    LOOPBACK_HOSTS.includes(host)
  );
  return areLoopback;
}

/** An address is of one family, a name of all that the instance uses. */
function families({ host, families }: Bound): readonly (4 | 6)[] {
  if (host.includes(":")) return [6];
  return /^\d+(\.\d+){3}$/.test(host) ? [4] : families;
}
