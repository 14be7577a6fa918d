/**
 * Which instances a command line means: options -a, -g and -i. Pure.
 *
 * @module
 */

import {
  type DamagedInstance,
  type Instance,
  NAME_PREFIX,
} from "./instance.ts";
import type { InstanceList, ListedInstance } from "./load.ts";

/** A choice of instances; see postmulti(1), "Instance selection". */
export type Selection =
  | { readonly by: "all" }
  | { readonly by: "group"; readonly group: string }
  | { readonly by: "name"; readonly name: string };

/** What a selection found. */
export interface Selected {
  /** In start order, the primary first. */
  readonly instances: readonly Instance[];
  /** Damaged instances that are, or may be, meant as well. */
  readonly damaged: readonly DamagedInstance[];
}

/**
 * Select from all instances.
 *
 * A damaged instance whose group cannot be read may be a member of any group;
 * one whose name cannot be read is meant when nothing else is.
 */
export function select(list: InstanceList, selection: Selection): Selected {
  const all: readonly ListedInstance[] = [
    { instance: list.primary },
    ...list.secondaries,
  ];
  const instances = all.flatMap(({ instance }) => instance ?? [])
    .filter((instance) => isSelected(instance, selection));
  const damaged = all.flatMap(({ damage }) => damage ?? [])
    .filter((damage) => {
      const isNameFound = selection.by === "name" && instances.length > 0;
      return isDamageSelected(damage, selection) ?? !isNameFound;
    });
  return { instances, damaged };
}

/** Whether a selection means this instance. */
export function isSelected(instance: Instance, selection: Selection): boolean {
  switch (selection.by) {
    case "all":
      return true;
    case "group":
      return instance.group !== "" && instance.group === selection.group;
    case "name":
      return isNamed(instance, selection.name);
  }
}

/** Whether a value of option -i means an instance of this name and directory. */
function isNamed(
  { name, configDirectory, primary }: Instance,
  wanted: string,
): boolean {
  if (wanted === "-") return primary;
  if (name === "" || wanted.startsWith("/")) return wanted === configDirectory;
  return matchesName(name, wanted);
}

function matchesName(name: string, wanted: string): boolean {
  return name === wanted ||
    (!wanted.startsWith(NAME_PREFIX) && name === NAME_PREFIX + wanted);
}

/**
 * Whether a selection means a damaged instance; undefined when that depends on
 * something that could not be read.
 */
export function isDamageSelected(
  { configDirectory, name, group }: DamagedInstance,
  selection: Selection,
): boolean | undefined {
  switch (selection.by) {
    case "all":
      return true;
    case "group":
      if (selection.group === "" || group === undefined) {
        return selection.group === "" ? false : undefined;
      }
      return group === selection.group;
    case "name":
      if (selection.name === "-") return false;
      if (selection.name.startsWith("/")) {
        return selection.name === configDirectory;
      }
      return name === undefined ? undefined : matchesName(name, selection.name);
  }
}
