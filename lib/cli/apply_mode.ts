/**
 * The modes --apply and --export.
 *
 * @module
 */

import type { ApplyDocument } from "../apply/document.ts";
import { exportDocument } from "../apply/export_document.ts";
import { FatalError } from "../diag/errors.ts";
import type { ApplyContext } from "../apply/apply_context.ts";
import { readDocument } from "../apply/read_document.ts";
import { formatPlan, formatResult } from "../apply/result.ts";
import { runApply } from "../apply/run_apply.ts";
import { createLockSession } from "../lifecycle/lock_session.ts";
import { fromBytes, toBytes } from "../main_cf/byte_string.ts";
import { openForeground } from "../sys/child.ts";
import {
  isDescriptor,
  isFifo,
  isInputName,
  readDescriptor,
  readFifo,
  readInput,
} from "../sys/read_input.ts";
import { readRegularFile } from "../sys/read_file.ts";
import { environment } from "../sys/process.ts";
import { takeSignals } from "../sys/signals.ts";
import { writeOutput } from "../sys/streams.ts";
import { distrustFile } from "../sys/trust.ts";
import { refreshUnits } from "../units/refresh.ts";
import { editRunContext } from "./edit_mode.ts";
import { hooksOfRun } from "./hooks_of_run.ts";
import type { CommandLine, Request } from "./request.ts";
import type { Located } from "./run_state.ts";

/** Make the host as a document says. @returns Whether all of it was done. */
export async function applyMode(
  { file, dryRun, json, usePlugins }: Extract<Request, { mode: "apply" }>,
  line: CommandLine,
  located: Located,
): Promise<boolean> {
  const { state } = located;
  const { diagnostics } = state;
  if (!dryRun) refuseFromPlugin();
  const document = documentIn(file, located);
  const needsShipped = document.instances.some(({ plugins }) =>
    plugins.size > 0
  );
  const shipped = needsShipped
    ? (await import("../plugins/shipped.ts")).SHIPPED
    : [];
  const hooks = hooksOfRun(diagnostics, { usePlugins });
  const signals = state.signals = takeSignals();
  const edit = editRunContext(line, located, {
    hooks,
    takeSignals: () => signals,
  });
  const { configDirectory, lockTimeoutMs } = edit;
  const lockWait = {
    timeoutMs: lockTimeoutMs,
    interrupted: () => signals.interruptedBy,
  };
  const context: ApplyContext = {
    ...edit,
    interrupted: lockWait.interrupted,
    lockWait,
    session: createLockSession(configDirectory, lockWait),
    document,
    shipped,
    signals,
    foreground: openForeground(signals),
  };
  try {
    const outcome = await runApply({ dryRun }, context);
    const format = dryRun && !json ? formatPlan : formatResult;
    writeOutput(toBytes(format(outcome)));
    if (!dryRun && outcome.done.size > 0) refreshUnits(diagnostics);
    // That was all of it, errors included.
    state.json = false;
    if (outcome.error === undefined) return true;
    diagnostics.fatal(outcome.error);
    return false;
  } finally {
    hooks.finish();
  }
}

/** A run that waits for a plugin is not to be waited for by that plugin. */
function refuseFromPlugin(): void {
  if (environment("POSTMULTI_DEPTH") === undefined) return;
  throw new FatalError(
    "a plugin cannot run --apply, because another run waits for the plugin: " +
      "start it after that run, with systemd-run(1) or at(1); nothing was done",
  );
}

/** Write the document of this host. @returns Whether all instances are in it. */
export async function exportMode({ state, read }: Located): Promise<boolean> {
  const { SHIPPED: shipped } = await import("../plugins/shipped.ts");
  const { diagnostics } = state;
  const { text, isComplete } = exportDocument(read(), { diagnostics, shipped });
  writeOutput(toBytes(text));
  return isComplete;
}

function documentIn(file: string, { state }: Located): ApplyDocument {
  const { diagnostics } = state;
  const isInput = file === "-" || isInputName(file);
  const source = isInput ? "standard input" : file;
  const distrust = isInput || isDescriptor(file)
    ? undefined
    : distrustFile(file);
  if (distrust !== undefined) {
    diagnostics.warning(
      `${file}: ${distrust}, so that user decides what root does here: ` +
        `run "chown root ${file}" and "chmod go-w ${file}"`,
    );
  }
  return readDocument(
    fromBytes(isInput ? readInput() : readDocumentFile(file)),
    { source, tell: (mistake) => diagnostics.warning(mistake) },
  );
}

function readDocumentFile(file: string): Uint8Array {
  if (isDescriptor(file)) return readDescriptor(file);
  return isFifo(file) ? readFifo(file) : readRegularFile(file);
}
