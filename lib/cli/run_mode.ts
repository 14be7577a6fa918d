/**
 * What every run of the program has around its mode.
 *
 * The outermost layer: errors become one line and an exit status here, and what
 * the mail log is owed is paid here.
 *
 * @module
 */

import { createDiagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { createTimings } from "../diag/timings.ts";
import { findPostconf } from "../postfix/find_postconf.ts";
import {
  type Installation,
  locate,
  type Location,
  readInstallation,
} from "../postfix/installation.ts";
import { logRecords } from "../sys/mail_log.ts";
import {
  elapsedMs,
  environment,
  executablePath,
  giveUpNetwork,
  setDefaultUmask,
} from "../sys/process.ts";
import { isErrorTerminal, writeError } from "../sys/streams.ts";
import type { Failure } from "./json_result.ts";
import type { RunState } from "./run_state.ts";
import { answered, report } from "./finish_run.ts";

/**
 * Run a mode.
 *
 * @param serve Gives whether everything that was asked for was done, or an exit
 * status.
 * @returns The exit status: 0 when all was done, 1 when something failed.
 */
export async function runMode(
  serve: (state: RunState) => Promise<boolean | number>,
): Promise<number> {
  const state: RunState = {
    diagnostics: createDiagnostics(writeError, { wantsColour }),
    installation: undefined,
    json: false,
    answer: undefined,
    signals: undefined,
    isLogAwaited: true,
    statusOfFailure: 1,
    phases: createTimings(elapsedMs),
  };
  state.phases.end("loading");
  let status: number | undefined;
  let failure: Failure | undefined;
  try {
    giveUpNetwork();
    setDefaultUmask();
    const done = await serve(state);
    status = typeof done === "number" ? done : done ? 0 : 1;
  } catch (error) {
    failure = report(error, state.diagnostics);
  }
  if (state.json && !answered(state, failure)) status = 1;
  state.phases.end("work");
  await log(state);
  state.phases.end("mail log");
  state.diagnostics.debug(2, `times in ms: ${state.phases.summary()}`);
  await state.signals?.endBySignal();
  return status ?? state.statusOfFailure;
}

/**
 * Find the Postfix to manage.
 *
 * @param postconf The value of --postconf, if given.
 * @throws {FatalError} When there is none, or MAIL_CONFIG names another instance.
 */
export function locatePostfix(postconf: string | undefined): Location {
  return locate(postconfOf(postconf), environment("MAIL_CONFIG"));
}

/** Reads the primary instance, and remembers it for the mail log. */
export function reading(
  location: Location,
  state: RunState,
): () => Installation {
  return () => state.installation = readInstallation(location);
}

/**
 * The absolute path of the postconf(1) that belongs to it.
 *
 * @param option The value of --postconf, if given.
 * @throws {FatalError} When there is none.
 */
export function postconfOf(option: string | undefined): string {
  return findPostconf({ option, executable: executablePath(), environment });
}

/** See no-color.org; a terminal that does not say what it is, is left alone. */
function wantsColour(): boolean {
  if (!isErrorTerminal()) return false;
  const terminal = environment("TERM") ?? "";
  return environment("NO_COLOR") === undefined && terminal !== "" &&
    terminal !== "dumb";
}

async function log(
  { installation, diagnostics, isLogAwaited }: RunState,
): Promise<void> {
  if (installation === undefined || diagnostics.records.length === 0) return;
  try {
    const syslogName = installation.primary.value("syslog_name");
    await logRecords(diagnostics.records, {
      postlog: installation.command("postlog"),
      tag: `${syslogName}/postmulti`,
      environment: { MAIL_LOGTAG: syslogName },
      isAwaited: isLogAwaited,
    });
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
  }
}
