/**
 * Reporting how the child of an instance failed.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import type { ChildOutcome, ChildRequest } from "../sys/child.ts";
import type { FailureMessages } from "./failure_messages.ts";

/** What was run for an instance, and how it is reported. */
export interface FailedRun {
  /** Whom it was for. */
  readonly instance: Instance;
  /** What was run. */
  readonly child: ChildRequest;
  /** How it is reported. */
  readonly failureMessages: FailureMessages;
}

/**
 * Report how a child failed.
 *
 * @returns Undefined when it did not, null when its status says enough.
 */
export function reportFailure(
  outcome: ChildOutcome,
  { instance, child, failureMessages }: FailedRun,
  diagnostics: Diagnostics,
): string | null | undefined {
  const about = `instance ${titleOf(instance)}`;
  const { subject, exitStatus, advice } = failureMessages;
  switch (outcome.kind) {
    case "exited": {
      if (outcome.status === 0) return undefined;
      const reason = `exit status ${outcome.status}`;
      const text = `${about}: ${subject}: ${reason}` +
        (advice === undefined ? "" : `: ${advice}`);
      if (exitStatus === "debug") diagnostics.debug(1, text);
      else diagnostics[exitStatus](text);
      return exitStatus === "debug" ? null : reason;
    }
    case "killed": {
      const reason = `killed by ${outcome.signal}`;
      diagnostics.warning(`${about}: ${subject}: ${reason}`);
      return reason;
    }
    case "overdue": {
      const reason = `it did not end within ${outcome.limitMs / 1000} s and ` +
        "was killed";
      diagnostics.warning(
        `${about}: ${subject}: ${reason}: run "postmulti --doctor"`,
      );
      return reason;
    }
    case "not-started": {
      const { reason } = outcome;
      diagnostics.warning(`${about}: ${child.path}: cannot be run: ${reason}`);
      return reason;
    }
  }
}
