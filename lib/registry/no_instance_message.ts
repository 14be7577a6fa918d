/**
 * What to say when no instance was chosen. Pure.
 *
 * @module
 */

import { noMatch, selectables } from "./no_match.ts";
import type { Chosen } from "./choose_instances.ts";

/**
 * What to say of a choice; undefined when one was chosen, or may have been
 * meant who was reported as damaged.
 */
export function noInstanceMessage(
  { instances, isComplete, list, selection }: Chosen,
): string | undefined {
  return instances.length > 0 || !isComplete
    ? undefined
    : noMatch(selectables(list), selection);
}
