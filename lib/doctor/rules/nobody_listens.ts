/**
 * An instance that sends to a place on this host where no server listens.
 *
 * @module
 */

import { formatEndpoint } from "../../map/endpoint.ts";
import { titleOf } from "../../registry/instance.ts";
import { editCommand, selected } from "../advice.ts";
import { type Facts, setting } from "../facts.ts";
import type { Observation } from "../finding.ts";
import {
  type DanglingRoute,
  danglingRoutes,
  isTaken,
  serves,
} from "../dangling_routes.ts";

/** One finding for each instance and place. */
export function nobodyListens(facts: Facts): Observation[] {
  return danglingRoutes(facts)
    .filter(({ target }) => !isTaken(target, facts.listening))
    .map((unserved) => observation(unserved, facts));
}

function observation(
  { facts, parameter, nextHop, target }: DanglingRoute,
  { instances }: Facts,
): Observation {
  const { instance } = facts;
  const { value, file, line } = setting(facts, parameter);
  const sleeper = instances.find((one) => serves(one, target))?.instance;
  const elsewhere = value.replaceAll(nextHop, "[HOST]:PORT");
  return {
    severity: "warning",
    configDirectory: instance.configDirectory,
    others: sleeper === undefined ? [] : [sleeper.configDirectory],
    file,
    line,
    what: `${parameter} = ${value} leads to ${formatEndpoint(target)}, where ` +
      (sleeper === undefined
        ? "neither an instance nor another process listens"
        : `${titleOf(sleeper)} would listen, but is disabled`),
    why: "its mail stays in the queue until a server listens there",
    fix: sleeper === undefined
      ? editCommand(instance, `${parameter} = ${elsewhere}`)
      : `postmulti -e enable ${selected(sleeper)}`,
  };
}
