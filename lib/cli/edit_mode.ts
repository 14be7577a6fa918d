/**
 * The modes that change instances: -e and --recover.
 *
 * @module
 */

import {
  type EditHookContext,
  planEditHooks,
} from "../lifecycle/edit_hooks.ts";
import { LOCK_TIMEOUT_S } from "../lifecycle/primary_lock.ts";
import type { EditRequest } from "../lifecycle/request.ts";
import type { EditRunContext } from "../lifecycle/edit_run_context.ts";
import { runEdit } from "../lifecycle/run_edit.ts";
import { runRecover } from "../lifecycle/run_recover.ts";
import type { Hooks } from "../plugins/hooks.ts";
import { lockInstance } from "../registry/instance_lock.ts";
import { executablePath, processId } from "../sys/process.ts";
import { takeSignals } from "../sys/signals.ts";
import { writeOutput } from "../sys/streams.ts";
import { refreshUnits } from "../units/refresh.ts";
import { prompterOf } from "./prompter.ts";
import { editAnswer, recoverAnswer } from "./edit_answer.ts";
import { hooksOfRun } from "./hooks_of_run.ts";
import type { CommandLine, Request } from "./request.ts";
import type { Located } from "./run_state.ts";

/** Run an action of -e. @returns Whether it was done. */
export async function editMode(
  { edit, usePlugins }: Extract<Request, { mode: "edit" }>,
  line: CommandLine,
  located: Located,
): Promise<boolean> {
  const { state } = located;
  const hooks = hooksOfRun(state.diagnostics, { usePlugins });
  const context = editRunContext(line, located, {
    hooks,
    takeSignals: () => state.signals = takeSignals(),
  });
  let isChanged = false;
  try {
    return await runEdit(edit, {
      ...context,
      prompter: prompterOf(state.diagnostics, line),
      report: (report) => {
        isChanged = !edit.dryRun && report.changes.length > 0;
        state.answer = editAnswer(edit, report);
      },
    });
  } finally {
    hooks.finish();
    if (isChanged) refreshUnits(state.diagnostics);
  }
}

/** Have the hooks of an action planned, and nothing else. @returns Whether it changes anything. */
export function previewEdit(
  edit: EditRequest,
  { located, hooks, ...line }: CommandLine & {
    readonly located: Located;
    readonly hooks: Hooks;
  },
): Promise<boolean> {
  return planEditHooks(
    edit,
    editRunContext(line, located, { hooks, takeSignals }),
  );
}

/** Settle what a dead process has left. */
export async function recoverMode(
  line: CommandLine,
  located: Located,
): Promise<void> {
  const hooks = hooksOfRun(located.state.diagnostics, { usePlugins: false });
  await runRecover(
    editRunContext(line, located, { hooks, takeSignals }),
    (interrupted) => located.state.answer = recoverAnswer(interrupted),
  );
}

/** What changes of instances are made with. */
export function editRunContext(
  { lockTimeoutS, words }: CommandLine,
  { location, state, read }: Located,
  hooks: Pick<EditHookContext, "hooks" | "takeSignals">,
): EditRunContext {
  return {
    ...location,
    ...hooks,
    readInstallation: read,
    lockInstance,
    lockTimeoutMs: (lockTimeoutS ?? LOCK_TIMEOUT_S) * 1000,
    author: { pid: processId(), command: ["postmulti", ...words].join(" ") },
    diagnostics: state.diagnostics,
    executable: executablePath(),
    prompter: undefined,
    show: state.json ? () => {} : writeOutput,
    report: () => {},
  };
}
