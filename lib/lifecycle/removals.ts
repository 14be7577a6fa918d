/**
 * What is removed from the directories of an instance, and what stays. Pure.
 *
 * @module
 */

import type { RemoveStep } from "./step.ts";

/** What was found in one directory of the instance. */
export interface Survey {
  /** What is in it, in the order in which the steps must be taken. */
  readonly steps: readonly RemoveStep[];
  /** The directory itself; empty when something stays in it. */
  readonly finalSteps: readonly RemoveStep[];
  /**
   * What stays: paths below the directory, relative to it; "" when it is not a
   * directory, "." when it is empty but a file system of its own.
   */
  readonly left: readonly string[];
}

/** What to remove in a directory, and then the directory. */
export function allSteps(
  { steps, finalSteps }: Survey,
): readonly RemoveStep[] {
  return [...steps, ...finalSteps];
}

/** Nothing to remove, and nothing that stays. */
export const NOTHING: Survey = { steps: [], finalSteps: [], left: [] };

/** A file that goes. */
export function removal(path: string): Survey {
  return { ...NOTHING, steps: [{ kind: "remove-file", path }] };
}

/** Something that stays; see Survey.left. */
export function keep(name: string): Survey {
  return { ...NOTHING, left: [name] };
}

/** A directory goes last, and only when nothing stays in it. */
export function closeDirectory(path: string, parts: readonly Survey[]): Survey {
  const left = parts.flatMap((part) => part.left);
  const steps = parts.flatMap(allSteps);
  return left.length > 0
    ? { steps, finalSteps: [], left }
    : { steps, finalSteps: [{ kind: "remove-directory", path }], left };
}
