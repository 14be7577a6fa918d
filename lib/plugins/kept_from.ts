/**
 * What a signal to a run means for the operations that are still to come. Pure.
 *
 * @module
 */

import type { Operation } from "./event.ts";

/**
 * The signal that keeps an operation from being begun. When the host goes down, all
 * processes get SIGTERM, also the one that stops the instances. It must still reach
 * every instance.
 *
 * @param signal The first that has come, if any.
 * @returns Undefined when the operation goes ahead.
 */
export function keptFrom<Signal extends string>(
  operation: Pick<Operation, "class">,
  signal: Signal | undefined,
): Signal | undefined {
  return operation.class === "stop" && signal === "SIGTERM"
    ? undefined
    : signal;
}
