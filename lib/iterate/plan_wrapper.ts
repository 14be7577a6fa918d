/**
 * What `postmulti -p COMMAND` means for each instance. Pure.
 *
 * @module
 */

import type { Instance } from "../registry/instance.ts";

/** The lists that classify postfix(1) commands; see postmulti(1), "Postfix-wrapper mode". */
export interface CommandClasses {
  /** postmulti_start_commands. */
  readonly start: readonly string[];
  /** postmulti_stop_commands. */
  readonly stop: readonly string[];
  /** postmulti_control_commands. */
  readonly control: readonly string[];
}

/** One run of postfix(1). */
export interface WrapperRun {
  /** Whom it is for. */
  readonly instance: Instance;
  /** The postfix(1) command and its arguments. */
  readonly words: readonly string[];
  /** Whether this is a check in the place of a start, because it is not enabled. */
  readonly isUnstarted: boolean;
}

/**
 * Whom to run postfix(1) for, with which words, in which order.
 *
 * Start commands become `check` for an instance that is not enabled. Stop
 * commands go in reverse order. Stop and control commands skip instances that
 * are not enabled. Anything else is for every instance as it is.
 *
 * @param instances The selected ones, in start order.
 * @param words The postfix(1) command and its arguments; at least one.
 */
export function planWrapperRuns(
  instances: readonly Instance[],
  words: readonly string[],
  classes: CommandClasses,
): WrapperRun[] {
  const [command = "", ...rest] = words;
  const asItIs = (instance: Instance): WrapperRun => ({
    instance,
    words,
    isUnstarted: false,
  });
  const enabled = instances.filter((instance) => instance.enabled);
  if (classes.stop.includes(command)) return enabled.reverse().map(asItIs);
  if (classes.control.includes(command)) return enabled.map(asItIs);
  if (!classes.start.includes(command)) return instances.map(asItIs);
  return instances.map((instance) =>
    instance.enabled
      ? asItIs(instance)
      : { instance, words: ["check", ...rest], isUnstarted: true }
  );
}
