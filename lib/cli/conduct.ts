/**
 * What every run of the program has around its mode.
 *
 * The outermost layer: errors become one line and an exit status here, and what
 * the mail log is owed is paid here.
 *
 * @module
 */

import { createDiagnostics, type Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { createPhases } from "../diag/phases.ts";
import { findPostconf } from "../postfix/find_postconf.ts";
import { locate, type Location } from "../postfix/installation.ts";
import { loggingEnvironment } from "../postfix/logging_environment.ts";
import { isSystemError, reasonOf } from "../sys/files.ts";
import { logRecords } from "../sys/mail_log.ts";
import {
  elapsedMs,
  environment,
  executablePath,
  giveUpNetwork,
  setDefaultUmask,
} from "../sys/process.ts";
import { ClosedPipeError, writeError } from "../sys/streams.ts";
import type { RunState } from "./run_state.ts";

/**
 * Run a mode.
 *
 * @param serve Gives whether everything that was asked for was done, or an exit
 * status.
 * @returns The exit status: 0 when all was done, 1 when something failed.
 */
export async function conduct(
  serve: (state: RunState) => Promise<boolean | number>,
): Promise<number> {
  const state: RunState = {
    diagnostics: createDiagnostics(writeError),
    installation: undefined,
    signals: undefined,
    statusOfFailure: 1,
    phases: createPhases(elapsedMs),
  };
  state.phases.end("loading");
  let status: number | undefined;
  try {
    giveUpNetwork();
    setDefaultUmask();
    const done = await serve(state);
    status = typeof done === "number" ? done : done ? 0 : 1;
  } catch (error) {
    report(error, state.diagnostics);
  }
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
  const path = findPostconf({
    option: postconf,
    executable: executablePath(),
    environment,
  });
  return locate(path, environment("MAIL_CONFIG"));
}

function report(error: unknown, diagnostics: Diagnostics): void {
  if (error instanceof ClosedPipeError) return;
  if (error instanceof FatalError) return diagnostics.fatal(error.message);
  if (isSystemError(error)) return diagnostics.fatal(reasonOf(error));
  const text = error instanceof Error
    ? `${error.name}: ${error.message}`
    : String(error);
  diagnostics.panic(
    `${text}: this is a bug in postmulti: please report it with this line, ` +
      `the command line and the output of "postmulti --version"`,
  );
}

async function log({ installation, diagnostics }: RunState): Promise<void> {
  if (installation === undefined || diagnostics.records.length === 0) return;
  try {
    const syslogName = installation.primary.value("syslog_name");
    await logRecords(diagnostics.records, {
      postlog: installation.command("postlog"),
      tag: `${syslogName}/postmulti`,
      environment: loggingEnvironment(installation, { verbose: false }),
    });
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
  }
}
