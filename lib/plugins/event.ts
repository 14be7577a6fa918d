/**
 * The names of events, `PHASE:OP`, and which operation each one means. Pure.
 *
 * @module
 */

import type { OperationClass, Phase } from "../../plugins/api.ts";

/** The phases in the order they come. */
export const PHASES = [
  "pre",
  "instead",
  "post",
  "fail",
] as const satisfies Phase[];

/** One operation on one instance, before it is known how it ends. */
export interface Operation {
  /** What is really done: `start`, `create`, `exec`. */
  readonly op: string;
  /** What was asked for. */
  readonly requested: string;
  /** The list it belongs to; null for none. */
  readonly class: OperationClass | null;
  /** The words of the operation, its own name first. */
  readonly argv: readonly string[];
}

/** One event that a plugin wants: `pre:start`, `post:@edit`. */
export interface EventName {
  /** When. */
  readonly phase: Phase;
  /** An operation, or a class of them with its `@`. */
  readonly op: string;
}

/** Operations that go ahead whatever a pre hook says, beside the stop class. */
const UNVETOABLE = new Set(["check", "status", "exec"]);

/** Whether a pre hook can keep an operation from being done. */
export function isVetoable(operation: Operation): boolean {
  return operation.class !== "stop" && !UNVETOABLE.has(operation.op);
}

/**
 * Whether an operation can be done by a plugin once all pre hooks have passed: it is
 * a postfix(1) command of the start, stop or control list.
 */
export function isReplaceable(operation: Operation): boolean {
  return operation.class !== null && operation.class !== "edit";
}

/** Whether an event is about an operation in a phase. */
export function isAbout(
  event: EventName,
  { phase, operation }: {
    readonly phase: Phase;
    readonly operation: Operation;
  },
): boolean {
  return event.phase === phase && isAboutOperation(event, operation);
}

/** Whether an event is about an operation, in whatever phase. */
export function isAboutOperation(
  { op }: EventName,
  operation: Operation,
): boolean {
  if (!op.startsWith("@")) return op === operation.op;
  if (operation.class === null) return false;
  return op === "@change" || op === `@${operation.class}`;
}
