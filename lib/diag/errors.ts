/**
 * The two errors an administrator can act on.
 *
 * Everything else that is thrown is a bug in this program and is reported as
 * one by the outermost layer. The text of these errors reaches the user as it
 * stands: one line, `file: what is wrong: what to do`, without the severity.
 *
 * @module
 */

/** Something failed that the administrator can fix; ends the run with status 1. */
export class FatalError extends Error {
  /** As errors of the runtime have it. */
  override readonly name: string = "FatalError";
}

/** The command line was wrong; nothing was done. Ends the run with status 1. */
export class UsageError extends FatalError {
  /** As errors of the runtime have it. */
  override readonly name = "UsageError";
}
