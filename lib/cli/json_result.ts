/**
 * What a run says on standard output when it was asked for JSON, beside the
 * lines that modes write themselves. Pure.
 *
 * @module
 */

import { jsonText } from "../diag/json_text.ts";
import type { LogRecord } from "../diag/diagnostics.ts";

/** The number of the schema that all objects follow; it only grows. */
export const SCHEMA = 1;

/** The members of an object that a mode answers with; the schema has them all. */
export type JsonResult = Readonly<Record<string, unknown>>;

/** Why a run failed: a wrong command line, what the administrator can fix, or a bug. */
export type Failure = "usage" | "fatal" | "bug";

/**
 * The last object of a run.
 *
 * @param answer What the mode has to say, if it says it in one object.
 * @param records What the run has written to the mail log: each warning and error.
 * @returns One line with its newline; "" when there is nothing to say.
 */
export function formatJsonResult(
  answer: JsonResult | undefined,
  { failure, records }: {
    readonly failure: Failure | undefined;
    readonly records: readonly LogRecord[];
  },
): string {
  const textsOf = (...severities: readonly LogRecord["severity"][]) =>
    records.flatMap(({ severity, text }) =>
      severities.includes(severity) ? [text] : []
    );
  const warnings = [...warningsIn(answer), ...textsOf("warn")];
  if (answer === undefined && failure === undefined && warnings.length === 0) {
    return "";
  }
  const error = failure === undefined
    ? { error: null }
    : { error: textsOf("fatal", "panic").at(-1) ?? "", error_kind: failure };
  const object = { schema: SCHEMA, ...answer, warnings, ...error };
  return `${jsonText(object)}\n`;
}

function warningsIn(answer: JsonResult | undefined): readonly unknown[] {
  const warnings = answer?.warnings;
  return Array.isArray(warnings) ? warnings : [];
}
