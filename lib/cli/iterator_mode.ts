/**
 * The modes -p and -x, with the signals and hooks that belong to them.
 *
 * @module
 */

import {
  type IteratorContext,
  runCommand,
  runWrapper,
} from "../iterate/run_iterator.ts";
import type { ParallelOptions } from "../iterate/run_parallel.ts";
import type { Chosen } from "../registry/choose_instances.ts";
import { LOCK_TIMEOUT_S } from "../lifecycle/primary_lock.ts";
import type { Hooks } from "../plugins/hooks.ts";
import type { Installation } from "../postfix/installation.ts";
import { lockInstance } from "../registry/instance_lock.ts";
import { openForeground } from "../sys/child.ts";
import { coreCount, environment } from "../sys/process.ts";
import { isErrorTerminal } from "../sys/streams.ts";
import { hooksOfRun } from "./hooks_of_run.ts";
import type { Request } from "./request.ts";
import type { RunState } from "./run_state.ts";

/** A request for one of these modes. */
export type IteratorRequest = Extract<Request, { mode: "wrapper" | "command" }>;

/** Run a command for each instance. @returns Whether all of them succeeded. */
export async function iteratorMode(
  request: IteratorRequest,
  chosen: Chosen,
  {
    installation,
    state,
    hooks = hooksOfRun(state.diagnostics, request),
    lockTimeoutS = LOCK_TIMEOUT_S,
  }: {
    readonly installation: Installation;
    readonly state: RunState;
    /** How long to wait for another run; undefined for the default. */
    readonly lockTimeoutS?: number | undefined;
    /** Other hooks than those of a real run. */
    readonly hooks?: Hooks;
  },
): Promise<boolean> {
  const { diagnostics } = state;
  const foreground = openForeground();
  const context: IteratorContext = {
    installation,
    diagnostics,
    foreground,
    hooks,
    searchPath: environment("PATH"),
    isUnstartedTold: () => request.selection.by === "name" || isErrorTerminal(),
    lockInstance,
    lockTimeoutMs: lockTimeoutS * 1000,
    held: heldSetting(request),
  };
  const ordered = request.mode === "command" && request.reverse
    ? { ...chosen, instances: chosen.instances.toReversed() }
    : chosen;
  const run = request.mode === "wrapper" ? runWrapper : runCommand;
  try {
    const succeeded = await run(request.words, ordered, context);
    // It went as it went; do not wait until it is written down.
    state.isLogAwaited = request.mode !== "wrapper";
    if (!hooks.areUsed) await foreground.endBySignal();
    return succeeded;
  } finally {
    hooks.finish();
    // With hooks there is something to log before this process ends.
    if (hooks.areUsed) state.signals = foreground.signals;
    foreground[Symbol.dispose]();
  }
}

/** One after the other, children can have our own standard streams. */
function heldSetting(
  { mode, form, jobs }: IteratorRequest,
): ParallelOptions | undefined {
  const count = jobs === "auto" ? coreCount() : jobs;
  if (count === 1 && form === "plain") return undefined;
  // What Postfix says to a terminal only is wanted in the object, too.
  const isSeen = form === "json with output" || isErrorTerminal();
  return {
    jobs: count,
    form,
    needsTerminal: mode === "wrapper" && isSeen,
  };
}
