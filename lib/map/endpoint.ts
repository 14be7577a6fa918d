/**
 * Where an instance listens, and whether a destination is there. Pure.
 *
 * Names of hosts are compared as they are written; only localhost is known to
 * be the loopback interface. Ports are numbers where their name is known.
 *
 * @module
 */

/** One place on the network. */
export interface Endpoint {
  /** `*` for every interface, `loopback` for the loopback ones, else as written. */
  readonly host: string;
  /** A number, or a name that no table knows. */
  readonly port: string;
}

/** Names of services to the numbers of their ports; see services(5). */
export type PortNames = ReadonlyMap<string, string>;

/** Every interface. */
export const ANY_HOST = "*";

/** The loopback interfaces, whatever their addresses. */
export const LOOPBACK = "loopback";

/** What services(5) is asked for, when that has nothing to say. */
const WELL_KNOWN: PortNames = new Map([
  ["smtp", "25"],
  ["submission", "587"],
  ["submissions", "465"],
  ["smtps", "465"],
  ["lmtp", "24"],
  ["qmqp", "628"],
]);

/** How a person writes it: `127.0.0.1:25`, `[::1]:25`, `*:25`. */
export function formatEndpoint({ host, port }: Endpoint): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/**
 * Where a service of type inet listens.
 *
 * @param name `port`, `host:port` or `[host]:port`.
 * @param interfaces The words of inet_interfaces, which hold for a bare port.
 */
export function listeningEndpoints(
  name: string,
  { interfaces, ports }: {
    readonly interfaces: readonly string[];
    readonly ports: PortNames;
  },
): Endpoint[] {
  const { host, port } = splitHostPort(name);
  const number = portNumber(port, ports);
  const hosts = host === "" ? interfaces.map(interfaceHost) : [host];
  return hosts.map((host) => ({ host, port: number }));
}

/**
 * The endpoint that an SMTP next hop means: `[host]:port`, `host:port`, `host`.
 * `inet:host:port`, of the LMTP client, means the same.
 *
 * @returns undefined for a socket in the file system.
 */
export function nextHopEndpoint(
  nextHop: string,
  ports: PortNames,
): Endpoint | undefined {
  if (nextHop.startsWith("unix:")) return undefined;
  const word = nextHop.replace(/^inet:/, "");
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(.+))?$/.exec(word);
  const host = match?.[1] ?? match?.[2] ?? word;
  return { host, port: portNumber(match?.[3] ?? "smtp", ports) };
}

/**
 * Whether a connection to `target`, made on this host, is taken at `listener`.
 *
 * @param ownHost What the listening instance calls this host: myhostname.
 */
export function isAt(
  target: Endpoint,
  listener: Endpoint,
  ownHost: string,
): boolean {
  if (target.port !== listener.port) return false;
  if (target.host === listener.host) return true;
  if (target.host === ownHost) return listener.host === ANY_HOST;
  if (isLoopback(target.host)) {
    return [ANY_HOST, LOOPBACK, "localhost"].includes(listener.host) ||
      (target.host === "localhost" && isLoopback(listener.host));
  }
  return false;
}

/** Whether a host is only reached from the host itself. */
export function isLoopback(host: string): boolean {
  return host === LOOPBACK || host === "localhost" || host === "::1" ||
    /^127(\.\d{1,3}){3}$/.test(host);
}

/** The names in the text of a services(5) file that are for TCP. */
export function parsePortNames(text: string): PortNames {
  const names = new Map(WELL_KNOWN);
  for (const line of text.split("\n")) {
    const [name = "", port = "", ...aliases] = line.replace(/#.*/, "").trim()
      .split(/\s+/);
    const number = /^(\d+)\/tcp$/.exec(port)?.[1];
    if (number === undefined) continue;
    for (const known of [name, ...aliases]) {
      if (!names.has(known)) names.set(known, number);
    }
  }
  return names;
}

function splitHostPort(name: string): Endpoint {
  const match = /^(?:\[([^\]]*)\]|(.*)):([^:]*)$/.exec(name);
  if (match === null) return { host: "", port: name };
  return { host: match[1] ?? match[2] ?? "", port: match[3] ?? "" };
}

function portNumber(port: string, ports: PortNames): string {
  return /^\d+$/.test(port) ? port : ports.get(port) ?? port;
}

function interfaceHost(word: string): string {
  if (word === "all") return ANY_HOST;
  if (word === "loopback-only") return LOOPBACK;
  return word.replace(/^\[(.*)\]$/, "$1");
}
