/**
 * What operations are performed with where hooks may be around them. Types only.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Installation } from "../postfix/installation.ts";
import type { Environment } from "../postfix/logging_environment.ts";
import type { ChildOutcome } from "../sys/child.ts";
import type { Signals } from "../sys/signals.ts";
import type { Hooked } from "./run_with_hooks.ts";
import type { LockTarget } from "./hook_target.ts";

/** What the hooks of a run need to know. */
export interface HooksContext {
  /** False with --no-plugins. */
  readonly usePlugins: boolean;
  /** The id of a plugin that is left out of this run; none when not given. */
  readonly leaveOut?: string;
  /** Version of this program. */
  readonly toolVersion: string;
  /** Makes a name for this run, of hexadecimal digits. */
  readonly makeRunId: () => string;
  /** The absolute path of this program. */
  readonly executable: string;
  /** A variable of our own environment; undefined when unset. */
  readonly lookUp: (name: string) => string | undefined;
  /** Whether this process has the rights of another user than its own. */
  readonly hasForeignRights: () => boolean;
  /** Where to report what happened. */
  readonly diagnostics: Diagnostics;
}

/** What came of an operation, hooks or not. */
export type Performed =
  | Hooked
  /** A plugin it needs is broken; that has been reported. */
  | { readonly kind: "refused" };

/**
 * Performs the operation that stands at a place in the plan, and reports what its
 * hooks say to `diagnostics`; to those of the run when left out.
 */
export type Perform = (
  index: number,
  operation: () => Promise<ChildOutcome>,
  diagnostics?: Diagnostics,
) => Promise<Performed>;

/** What hooks are run with. */
export interface HookRunContext {
  /** The Postfix that the instances belong to. */
  readonly installation: Installation;
  /** What children of this program get: where to log, how much to say. */
  readonly logging: Environment;
  /** Called when there is a hook to run. */
  readonly takeSignals: () => Signals;
}

/** What operations are performed with where hooks may be around them. */
export interface PerformContext extends HookRunContext {
  /** Called before the first hook that has to be alone with the instance. */
  readonly lock: LockTarget;
}
