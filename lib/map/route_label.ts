/**
 * What a route is called beside its arrow. Pure.
 *
 * @module
 */

import type { Route } from "./mail_map.ts";

/** `relayhost`; `content_filter of 587/inet` for an override in master.cf. */
export function routeLabel(
  { parameter, service }: Pick<Route, "parameter" | "service">,
): string {
  return service === "" ? parameter : `${parameter} of ${service}`;
}
