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
import {
  type IteratorMeans,
  runCommand,
  runWrapper,
} from "../iterate/run_iterator.ts";
import { chooseInstances, type Chosen } from "../iterate/selection.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { LOCK_TIMEOUT_S } from "../lifecycle/primary_lock.ts";
import { type EditMeans, runEdit, runRecover } from "../lifecycle/run_edit.ts";
import { findPostconf } from "../postfix/find_postconf.ts";
import {
  type Installation,
  locate,
  type Location,
  readInstallation,
} from "../postfix/installation.ts";
import { loggingEnvironment } from "../postfix/logging_environment.ts";
import { openForeground } from "../sys/child.ts";
import { isSystemError, reasonOf } from "../sys/files.ts";
import { logRecords } from "../sys/mail_log.ts";
import {
  environment,
  executablePath,
  processId,
  setDefaultUmask,
} from "../sys/process.ts";
import { ClosedPipeError, writeError, writeOutput } from "../sys/streams.ts";
import { type CommandLine, parseCommandLine, type Request } from "./request.ts";
import { helpText } from "./usage.ts";
import { versionText } from "./version.ts";

type IteratorRequest = Extract<Request, { mode: "wrapper" | "command" }>;

/** One run of the program. */
interface Run {
  readonly diagnostics: Diagnostics;
  /** Known once it has been read; the mail log is reached through it. */
  installation: Installation | undefined;
}

/**
 * Run the program.
 *
 * @param words The command line without the program's name.
 * @returns The exit status: 0 when all was done, 1 when something failed.
 */
export async function run(words: readonly string[]): Promise<number> {
  const state: Run = {
    diagnostics: createDiagnostics(writeError),
    installation: undefined,
  };
  let status = 1;
  try {
    setDefaultUmask();
    const line = parseCommandLine(words);
    state.diagnostics.verbosity = line.verbosity;
    status = await serve(line, state) ? 0 : 1;
  } catch (error) {
    report(error, state.diagnostics);
  }
  await log(state);
  return status;
}

/** Whether everything that was asked for was done. */
async function serve(line: CommandLine, state: Run): Promise<boolean> {
  const { request } = line;
  if (request.mode === "help" || request.mode === "version") {
    return print(request.mode === "help" ? helpText() : versionText());
  }
  const location = locatePostfix(line);
  const read = (): Installation =>
    state.installation = readInstallation(location);
  const { diagnostics } = state;
  if (request.mode === "edit" || request.mode === "recover") {
    const means = editMeans(line, { ...location, read, diagnostics });
    await (request.mode === "edit"
      ? runEdit(request.edit, means)
      : runRecover(means));
    return true;
  }
  const installation = read();
  const chosen = chooseInstances(installation, request.selection, diagnostics);
  return request.mode === "list"
    ? list(request, chosen)
    : await iterate(request, chosen, { installation, diagnostics });
}

function editMeans(
  { lockTimeoutS, words }: CommandLine,
  { read, ...rest }: Location & {
    readonly read: () => Installation;
    readonly diagnostics: Diagnostics;
  },
): EditMeans {
  const executable = executablePath();
  return {
    ...rest,
    readInstallation: read,
    lockTimeoutMs: (lockTimeoutS ?? LOCK_TIMEOUT_S) * 1000,
    author: { pid: processId(), command: ["postmulti", ...words].join(" ") },
    executable,
    show: writeOutput,
  };
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

async function iterate(
  request: IteratorRequest,
  chosen: Chosen,
  context: Pick<IteratorMeans, "installation" | "diagnostics">,
): Promise<boolean> {
  const foreground = openForeground();
  const means = { ...context, foreground, searchPath: environment("PATH") };
  const ordered = request.mode === "command" && request.reverse
    ? { ...chosen, instances: chosen.instances.toReversed() }
    : chosen;
  const run = request.mode === "wrapper" ? runWrapper : runCommand;
  try {
    const succeeded = await run(request.words, ordered, means);
    await foreground.endBySignal();
    return succeeded;
  } finally {
    foreground[Symbol.dispose]();
  }
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

async function log({ installation, diagnostics }: Run): Promise<void> {
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
