/**
 * What to say of a selection that means nothing: the name, and another one that
 * may be meant. Pure.
 *
 * @module
 */

import { didYouMean, nearest } from "../diag/suggest.ts";
import { type DamagedInstance, NAME_PREFIX } from "./instance.ts";
import type { InstanceList } from "./load.ts";
import type { Selection } from "./select.ts";

const REMEDY = '"postmulti -l" shows the instances there are';

/** What an instance, damaged or not, can be selected by. */
export type Selectable = Pick<
  DamagedInstance,
  "name" | "group" | "configDirectory"
>;

/** All instances of a list, damaged or not. */
export function selectables(
  { primary, secondaries }: InstanceList,
): readonly Selectable[] {
  return [
    primary,
    ...secondaries.map(({ instance, damage }) => instance ?? damage),
  ];
}

/** A message for a selection in which none of the instances is. */
export function noMatch(
  all: readonly Selectable[],
  selection: Selection,
): string {
  const mistyped = alternative(all, selection);
  switch (selection.by) {
    case "all":
      return `no instance matches: ${REMEDY}`;
    case "group":
      return `no instance is in group "${selection.group}"${mistyped}: ` +
        REMEDY;
    case "name":
      return `there is no instance "${selection.name}"${mistyped}: ${REMEDY}`;
  }
}

/**
 * In words for a message, the same word for the other option, or a similar one for
 * the same; "" when nothing is alike.
 */
export function alternative(
  all: readonly Selectable[],
  selection: Selection,
): string {
  return selection.by === "all" ? "" : didYouMean(guess(all, selection));
}

/** What can be selected. */
interface Choice {
  /** What makes it stand out: no prefix, no directory. */
  readonly key: string;
  /** How it is selected: `-i postfix-out`. */
  readonly option: string;
}

function guess(
  all: readonly Selectable[],
  selection: Exclude<Selection, { readonly by: "all" }>,
): string | undefined {
  const isName = selection.by === "name";
  const key = keyOf(isName ? selection.name : selection.group);
  const [own, other] = isName
    ? [namesOf(all), groupsOf(all)]
    : [groupsOf(all), namesOf(all)];
  const find = (
    choices: readonly Choice[],
    wanted: string | undefined,
  ): Choice | undefined => choices.find((choice) => choice.key === wanted);
  const similar = nearest(key, own.map((choice) => choice.key));
  const choice = find(own, key) ?? find(other, key) ?? find(own, similar);
  return choice?.option;
}

function namesOf(all: readonly Selectable[]): Choice[] {
  return all.map(({ name, configDirectory }) => ({
    key: keyOf(name || configDirectory),
    option: `-i ${name || configDirectory}`,
  }));
}

function groupsOf(all: readonly Selectable[]): Choice[] {
  return all.flatMap(({ group }) =>
    group ? [{ key: keyOf(group), option: `-g ${group}` }] : []
  );
}

/** A directory counts by its last part, and the prefix that all names have not at all. */
function keyOf(word: string): string {
  const last = word.startsWith("/")
    ? word.replace(/\/+$/, "").replace(/^.*\//, "")
    : word;
  return last.startsWith(NAME_PREFIX) ? last.slice(NAME_PREFIX.length) : last;
}
