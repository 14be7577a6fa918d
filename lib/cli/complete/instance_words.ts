/**
 * How instances and groups can be written on a command line. Pure.
 *
 * @module
 */

import { NAME_PREFIX } from "../../registry/instance.ts";
import type { Candidate } from "./suggestions.ts";
import type { NamedInstance } from "./host_lookup.ts";

/** The instances that an action is for; all, where it is not listed. */
const MEANT: Readonly<Record<string, (one: NamedInstance) => boolean>> = {
  create: ({ primary }) => !primary,
  import: ({ primary }) => !primary,
  enable: ({ enabled }) => enabled === false,
  disable: ({ enabled }) => enabled === true,
  deport: ({ primary, enabled }) => !primary && enabled !== true,
  destroy: ({ primary, enabled }) => !primary && enabled === false,
};

/**
 * Values of option -i: names, directories when a path is begun, and names
 * without their prefix when the whole ones begin otherwise.
 *
 * @param action The action of -e, if there is one.
 * @param typed What there is of the value.
 */
export function instanceWords(
  instances: readonly NamedInstance[],
  { action, typed }: {
    readonly action: string | undefined;
    readonly typed: string;
  },
): Candidate[] {
  const isMeant = MEANT[action ?? ""] ?? (() => true);
  const meant = instances.filter(isMeant);
  if (typed.startsWith("/")) {
    return meant.map((one) => ({
      word: one.configDirectory,
      help: helpFor(one),
    }));
  }
  const named = meant.map((one) => ({
    word: one.name || (one.primary ? "-" : one.configDirectory),
    help: helpFor(one),
  }));
  if (named.some(({ word }) => word.startsWith(typed))) return named;
  return named.filter(({ word }) => word.startsWith(NAME_PREFIX))
    .map(({ word, help }) => ({ word: word.slice(NAME_PREFIX.length), help }));
}

/** The groups there are, with the number of their members. */
export function groupWords(instances: readonly NamedInstance[]): Candidate[] {
  const members = new Map<string, number>();
  for (const { group } of instances) {
    if (group !== "") members.set(group, (members.get(group) ?? 0) + 1);
  }
  return [...members].map(([word, count]) => ({
    word,
    help: count === 1 ? "1 instance" : `${count} instances`,
  }));
}

function helpFor(
  { primary, group, enabled, configDirectory }: NamedInstance,
): string {
  const state = enabled === undefined
    ? "damaged"
    : enabled
    ? "enabled"
    : "not enabled";
  return [
    ...primary ? ["primary"] : [],
    ...group === "" ? [] : [`group ${group}`],
    state,
    configDirectory,
  ].join(", ");
}
