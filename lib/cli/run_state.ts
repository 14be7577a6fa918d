/**
 * What is known of one run of the program while it goes on.
 *
 * @module
 */

import type { JsonResult } from "./json_result.ts";
import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Timings } from "../diag/timings.ts";
import type { Installation, Location } from "../postfix/installation.ts";
import type { Signals } from "../sys/signals.ts";

/** One run of the program. */
export interface RunState {
  /** Where to report what happened. */
  readonly diagnostics: Diagnostics;
  /** Known once it has been read; the mail log is reached through it. */
  installation: Installation | undefined;
  /** Whether it is known to have been asked for JSON, and something may have to be added to it at the end. */
  json: boolean;
  /** What the mode answers with at the end, when it is JSON and one object. */
  answer: JsonResult | undefined;
  /** Taken over for hooks; this process ends by what they got. */
  signals: Signals | undefined;
  /** Whether the end waits a moment for the mail log. */
  isLogAwaited: boolean;
  /** The exit status when it ends in a fatal error; 1 unless the mode says otherwise. */
  statusOfFailure: number;
  /** How long its parts take, shown with -v -v. */
  readonly phases: Timings;
}

/** A run that has found its Postfix. */
export interface Located {
  /** The Postfix. */
  readonly location: Location;
  /** The run. */
  readonly state: RunState;
  /** Reads the primary instance, and remembers it. */
  readonly read: () => Installation;
}
