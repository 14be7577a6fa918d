/**
 * One operation on one instance, and how it ended, as hooks learn of it.
 *
 * @module
 */

import type { Outcome } from "../../plugins/api.ts";
import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Instance } from "../registry/instance.ts";
import type { Operation } from "./event.ts";

/** One operation on one instance. */
export interface HookTarget {
  /** Whom it is for, as it was when the run began. */
  readonly instance: Instance;
  /** What is done. */
  readonly operation: Operation;
  /** The name that -e assign gives it; null when that stays as it is. */
  readonly newName: string | null;
  /** The group that -e assign gives it; null when that stays as it is. */
  readonly newGroup: string | null;
}

/** A target among the others of a run. */
export interface PlacedHookTarget extends HookTarget {
  /** Counted from 1. */
  readonly index: number;
  /** How many there are. */
  readonly total: number;
}

/** How an operation ended. */
export interface Ending {
  /** In one word. */
  readonly outcome: Outcome;
  /** Exit status; null when it has none. */
  readonly exitStatus: number | null;
  /** The signal that ended it; null when none did. */
  readonly signal: string | null;
  /** The id of the plugin that vetoed; null when none did. */
  readonly vetoedBy: string | null;
}

/** The lock of an instance, until disposed of. */
export interface TargetLock extends Disposable {
  /**
   * Whether hooks are left out: another run has done the operation while this one
   * waited, and what its hooks have made is still needed.
   */
  readonly isDoneAlready: boolean;
  /** Whether another run has stopped the instance without waiting for this one. */
  isOvertaken(): boolean;
  /**
   * Whether the hooks after the operation may run. Another run that works on the
   * instance by now needs what they would remove.
   *
   * @param isDone Whether the operation was a success.
   */
  mayFollow(isDone: boolean): Promise<boolean>;
}

/** For what needs no lock, or goes ahead without one. */
export const UNLOCKED: TargetLock = {
  isDoneAlready: false,
  isOvertaken: () => false,
  mayFollow: () => Promise.resolve(true),
  [Symbol.dispose](): void {},
};

/**
 * Keeps other runs away from the instance of a target until disposed of.
 *
 * @param run Its id, which hooks have in their environment, and where to report.
 * @returns Undefined when that cannot be had, which has been reported.
 * @throws {FatalError} When that cannot be had, for who wants an error instead.
 */
export type LockTarget = (
  target: HookTarget,
  run: { readonly runId: string; readonly diagnostics: Diagnostics },
) => Promise<TargetLock | undefined>;
