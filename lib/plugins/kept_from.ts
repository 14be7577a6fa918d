/**
 * What a signal to a run means for the operations that are still to come. Pure.
 *
 * @module
 */

import type { Operation } from "./event.ts";

/**
 * The signal that keeps an operation from being begun. When the host goes down,
 * what is to be stopped gets SIGTERM, and the commands that stop it may get it as
 * well: they have to reach every instance all the same.
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
