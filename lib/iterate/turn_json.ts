/**
 * One instance's turn as a JSON object on one line. Pure.
 *
 * @module
 */

import { jsonText } from "../diag/json_text.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import type { InstanceRun, TurnResult } from "./run_one.ts";

/** What a command wrote, as far as it is reported. */
export interface TurnOutput {
  /** Its standard output, as text. */
  readonly stdout: string;
  /** Its standard error, as text. */
  readonly stderr: string;
  /** Whether there was more than is reported. */
  readonly isTruncated: boolean;
}

/**
 * The line as a byte string, newline included.
 *
 * Members: instance (its name, or `-`), config_directory, op (what was really
 * run for it: `check` for a disabled one in a start, `exec` for -x), outcome (`ok`,
 * `failed`, `delegated` by a plugin, `vetoed` by one, `refused`
 * because of a broken one, `not-reached` after a signal), status (exit status or null),
 * signal (what ended it, or null), error (why it failed, or null when it did not or,
 * with -x, its exit status says it; else a message does),
 * duration_ms (hooks included; null when it was not reached), and if the output
 * is asked for stdout, stderr and truncated. Members may be added in later
 * versions, never removed.
 *
 * @param result Undefined when its turn never came.
 * @param durationMs How long that took.
 */
export function formatJsonTurn(
  { instance, operation }: InstanceRun,
  result: TurnResult | undefined,
  { durationMs, output }: {
    readonly durationMs: number;
    /** Undefined when it is not asked for. */
    readonly output: TurnOutput | undefined;
  },
): string {
  const ended = result?.performed.kind === "performed"
    ? result.performed.outcome
    : undefined;
  const line = {
    instance: instance.name || "-",
    config_directory: instance.configDirectory,
    op: operation.op,
    outcome: outcomeOf(result),
    status: ended?.kind === "exited" ? ended.status : null,
    signal: ended?.kind === "killed" ? ended.signal : null,
    error: result?.reason ?? null,
    duration_ms: result === undefined ? null : Math.round(durationMs),
    ...output === undefined ? {} : {
      stdout: output.stdout,
      stderr: output.stderr,
      truncated: output.isTruncated,
    },
  };
  return `${fromText(jsonText(line))}\n`;
}

function outcomeOf(result: TurnResult | undefined): string {
  if (result === undefined) return "not-reached";
  const { performed, verdict } = result;
  switch (performed.kind) {
    case "performed":
      return verdict === "done" ? "ok" : "failed";
    case "interrupted":
      return "not-reached";
    case "busy":
      return verdict === "not reached" ? "not-reached" : "busy";
    case "delegated":
    case "vetoed":
    case "refused":
      return performed.kind;
  }
}
