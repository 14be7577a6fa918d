/**
 * From the arrows of a map back to what they were drawn from. Pure.
 *
 * @module
 */

import type { Arrow, Route } from "../map/mail_map.ts";
import { routeLabel } from "../map/route_label.ts";
import { type InstanceFacts, setting } from "./facts.ts";
import type { Place } from "./finding.ts";

/** Which route of its instance an arrow stands for; undefined for a filter's. */
export function routeOf(
  { label }: Pick<Arrow, "label">,
  { map }: InstanceFacts,
): Route | undefined {
  return map.routes.find((route) => routeLabel(route) === label);
}

/** Where the route that an arrow stands for is set. */
export function placeOf(arrow: Arrow, facts: InstanceFacts): Place {
  const route = routeOf(arrow, facts);
  const service = facts.services.find(({ name, type }) =>
    `${name}/${type}` === route?.service
  );
  if (service !== undefined) {
    const file = `${facts.instance.configDirectory}/master.cf`;
    return { file, line: service.line };
  }
  const { file, line } = setting(facts, route?.parameter ?? "relayhost");
  return { file, line };
}
