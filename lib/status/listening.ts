/**
 * Where the configuration of an instance makes it listen on the network.
 *
 * Reads main.cf and master.cf. A change to them that no `postfix reload` or
 * restart has brought to the running daemons shows all the same.
 *
 * @module
 */

import { fromBytes } from "../main_cf/byte_string.ts";
import { toText } from "../main_cf/lossless_text.ts";
import {
  type Endpoint,
  formatEndpoint,
  listeningEndpoints,
  parsePortNames,
  type PortNames,
} from "../map/endpoint.ts";
import { type Installation, readParameters } from "../postfix/installation.ts";
import { parseMasterCf } from "../postfix/master_cf.ts";
import { listOf } from "../postfix/parameters.ts";
import { isDisabled } from "../postfix/service_disable.ts";
import type { Instance } from "../registry/instance.ts";
import { readRegularFile } from "../sys/read_file.ts";

/**
 * The endpoints of all services of type inet that master_service_disable
 * leaves on, in the order of master.cf, each once.
 *
 * @throws {FatalError} When main.cf or master.cf cannot be read.
 */
export function readListening(
  { configDirectory, primary }: Instance,
  { installation, portNames }: {
    readonly installation: Installation;
    /** Asked only when a port is named that is not known without. */
    readonly portNames: () => PortNames;
  },
): string[] {
  const parameters = primary
    ? installation.primary
    : readParameters(configDirectory, installation.compiledIn);
  const file = readRegularFile(`${configDirectory}/master.cf`);
  const patterns = parameters.value("master_service_disable");
  const interfaces = listOf(parameters.value("inet_interfaces"));
  const names = parseMasterCf(fromBytes(file)).services
    .filter(({ type }) => type === "inet")
    .filter((service) => !isDisabled(service, patterns))
    .map(({ name }) => toText(name));
  const endpointsWith = (ports: PortNames): Endpoint[] =>
    names.flatMap((name) => listeningEndpoints(name, { interfaces, ports }));
  // Reading services(5) takes its time, and is hardly ever needed.
  const first = endpointsWith(parsePortNames(""));
  const isKnown = first.every(({ port }) => /^\d+$/.test(port));
  const endpoints = isKnown ? first : endpointsWith(portNames());
  return [...new Set(endpoints.map(formatEndpoint))];
}
