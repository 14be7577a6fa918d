/**
 * What an action has done, or would do, as data for the reports.
 *
 * @module
 */

import type { Instance } from "../registry/instance.ts";
import type { Change } from "./changes.ts";

/** One action. */
export interface EditReport {
  /** Whom it is about: as it was before, or as it is now when it is new. */
  readonly subject: Instance;
  /** In the order they are made; empty when everything was so already. */
  readonly changes: readonly Change[];
  /** What the administrator should know, and has not been warned of. */
  readonly warnings: readonly string[];
  /** Whether a plugin has had it done elsewhere; then there are no changes here. */
  readonly isDelegated: boolean;
}
