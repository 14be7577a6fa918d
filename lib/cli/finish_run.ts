/**
 * The end of a run: why it failed, as a line and, if that was asked for, as JSON.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError, UsageError } from "../diag/errors.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import { isSystemError, reasonOf } from "../sys/files.ts";
import { ClosedPipeError, writeOutput } from "../sys/streams.ts";
import { type Failure, formatJsonResult } from "./json_result.ts";
import type { RunState } from "./run_state.ts";

/**
 * Tell why a run has failed.
 *
 * @returns Undefined when there is no reader left to see it.
 */
export function report(
  error: unknown,
  diagnostics: Diagnostics,
): Failure | undefined {
  if (error instanceof ClosedPipeError) return undefined;
  if (error instanceof FatalError || isSystemError(error)) {
    const isForeseen = error instanceof FatalError;
    diagnostics.fatal(isForeseen ? error.message : reasonOf(error));
    return error instanceof UsageError ? "usage" : "fatal";
  }
  const text = error instanceof Error
    ? `${error.name}: ${error.message}`
    : String(error);
  diagnostics.panic(
    `${text}: this is a bug in postmulti: please report it with this line, ` +
      `the command line and the output of "postmulti --version"`,
  );
  return "bug";
}

/** Say the last of what was asked for as JSON. @returns Whether that could be done. */
export function answered(
  { answer, diagnostics }: RunState,
  failure: Failure | undefined,
): boolean {
  try {
    const text = formatJsonResult(answer, {
      failure,
      records: diagnostics.records,
    });
    if (text !== "") writeOutput(toBytes(fromText(text)));
    return true;
  } catch (error) {
    // What went wrong first must be fixed first.
    if (failure === undefined) report(error, diagnostics);
    return false;
  }
}
