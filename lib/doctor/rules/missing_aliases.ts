/**
 * Alias tables that are not there, of an instance that delivers with local(8).
 *
 * Only alias_maps is looked at: what alias_database names is what newaliases(1)
 * makes, and it is not needed before.
 *
 * @module
 */

import { listOf } from "../../postfix/parameters.ts";
import { editCommand, quoted, selected } from "../advice.ts";
import {
  type Facts,
  type InstanceFacts,
  type MissingAliases,
  setting,
} from "../facts.ts";
import type { Observation } from "../finding.ts";

const NAME = "alias_maps";

/** One finding for each table. */
export function missingAliases({ instances }: Facts): Observation[] {
  return instances.filter((facts) =>
    facts.instance.enabled && deliversLocally(facts)
  ).flatMap((facts) =>
    facts.missingAliases.map((table) => observation(facts, table))
  );
}

/** A route for local recipients is only there when there are any. */
function deliversLocally({ map, services }: InstanceFacts): boolean {
  const transport = map.routes.find(({ parameter }) =>
    parameter === "local_transport"
  )?.transport;
  return services.some(({ name, type, command }) =>
    name === transport && type === "unix" && command === "local"
  );
}

function observation(
  facts: InstanceFacts,
  { word, file: missing, source }: MissingAliases,
): Observation {
  const { instance } = facts;
  const { value, file, line } = setting(facts, NAME);
  const others = listOf(value).filter((other) => other !== word);
  return {
    severity: "error",
    configDirectory: instance.configDirectory,
    others: [],
    file,
    line,
    what: `${NAME} has ${word}, but ${missing} does not exist`,
    why: 'mail for local recipients is deferred: "alias database unavailable"',
    fix: source === undefined
      ? editCommand(instance, `${NAME} = ${others.join(", ")}`.trimEnd())
      : `postmulti ${selected(instance)} -x postalias ${quoted(source)}`,
  };
}
