/**
 * From a command line to an exit status.
 *
 * The outermost layer but one: parses, finds Postfix, hands the request to its
 * mode, and turns whatever went wrong into one line and a status.
 *
 * @module
 */

import { createDiagnostics, type Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { formatJsonList, formatList } from "../iterate/list.ts";
import { chooseInstances, type Chosen } from "../iterate/selection.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import { drawMap } from "../map/draw.ts";
import { readMap } from "../map/read_map.ts";
import { findPostconf } from "../postfix/find_postconf.ts";
import {
  type Installation,
  locate,
  type Location,
  readInstallation,
} from "../postfix/installation.ts";
import { loggingEnvironment } from "../postfix/logging_environment.ts";
import { isSystemError, reasonOf } from "../sys/files.ts";
import { logRecords } from "../sys/mail_log.ts";
import {
  environment,
  executablePath,
  giveUpNetwork,
  setDefaultUmask,
} from "../sys/process.ts";
import { ClosedPipeError, writeError, writeOutput } from "../sys/streams.ts";
import { doctorMode, statusOfFailure } from "./doctor_mode.ts";
import { editMode, recoverMode } from "./edit_mode.ts";
import { iteratorMode } from "./iterator_mode.ts";
import { pluginsMode } from "./plugins_mode.ts";
import { planMode } from "./plugins_plan.ts";
import { type CommandLine, parseCommandLine, type Request } from "./request.ts";
import type { RunState } from "./run_state.ts";
import { statusMode } from "./status_mode.ts";
import { helpText } from "./usage.ts";
import { versionText } from "./version.ts";

/**
 * Run the program.
 *
 * @param words The command line without the program's name.
 * @returns The exit status: 0 when all was done, 1 when something failed.
 */
export async function run(words: readonly string[]): Promise<number> {
  const state: RunState = {
    diagnostics: createDiagnostics(writeError),
    installation: undefined,
    signals: undefined,
  };
  let status = 1;
  try {
    giveUpNetwork();
    setDefaultUmask();
    const line = parseCommandLine(words);
    state.diagnostics.verbosity = line.verbosity;
    status = statusOfFailure(line.request);
    const done = await serve(line, state);
    status = typeof done === "number" ? done : done ? 0 : 1;
  } catch (error) {
    report(error, state.diagnostics);
  }
  await log(state);
  await state.signals?.endBySignal();
  return status;
}

/** Whether everything that was asked for was done, or an exit status. */
async function serve(
  line: CommandLine,
  state: RunState,
): Promise<boolean | number> {
  const { request } = line;
  if (request.mode === "help" || request.mode === "version") {
    return print(request.mode === "help" ? helpText() : versionText());
  }
  const location = locatePostfix(line);
  const read = (): Installation =>
    state.installation = readInstallation(location);
  const located = { location, state, read };
  if (request.mode === "edit") return await editMode(request, line, located);
  if (request.mode === "recover") {
    await recoverMode(line, located);
    return true;
  }
  if (request.mode === "plugins") {
    const { command } = request;
    return command.name === "plan"
      ? await planMode(command.words, line, located)
      : await pluginsMode(command, located);
  }
  if (request.mode === "doctor") return doctorMode(request, located);
  const { diagnostics } = state;
  const installation = read();
  const chosen = chooseInstances(installation, request.selection, diagnostics);
  if (request.mode === "map") {
    const map = readMap(chosen.instances, { installation, diagnostics });
    writeOutput(toBytes(fromText(drawMap(map, request.format))));
    return chosen.isComplete && map.isComplete;
  }
  if (request.mode === "status") {
    return statusMode(request, chosen, { installation, diagnostics });
  }
  return request.mode === "list"
    ? list(request, chosen)
    : await iteratorMode(request, chosen, { installation, state });
}

function locatePostfix({ postconf }: CommandLine): Location {
  const path = findPostconf({
    option: postconf,
    executable: executablePath(),
    environment,
  });
  return locate(path, environment("MAIL_CONFIG"));
}

function print(text: string): boolean {
  writeOutput(text);
  return true;
}

function list(
  request: Extract<Request, { mode: "list" }>,
  { instances, isComplete }: Chosen,
): boolean {
  const ordered = request.reverse ? instances.toReversed() : instances;
  const text = (request.json ? formatJsonList : formatList)(ordered);
  writeOutput(toBytes(text));
  return isComplete;
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
