/**
 * The modes -p and -x, with the signals and hooks that belong to them.
 *
 * @module
 */

import {
  type IteratorMeans,
  runCommand,
  runWrapper,
} from "../iterate/run_iterator.ts";
import type { Chosen } from "../iterate/selection.ts";
import type { Hooks } from "../plugins/hooks.ts";
import type { Installation } from "../postfix/installation.ts";
import { openForeground } from "../sys/child.ts";
import { environment } from "../sys/process.ts";
import { hooksOfRun } from "./hooks_of_run.ts";
import type { Request } from "./request.ts";
import type { RunState } from "./run_state.ts";

/** Run a command for each instance. @returns Whether all of them succeeded. */
export async function iteratorMode(
  request: Extract<Request, { mode: "wrapper" | "command" }>,
  chosen: Chosen,
  { installation, state, hooks = hooksOfRun(state.diagnostics, request) }: {
    readonly installation: Installation;
    readonly state: RunState;
    /** Other hooks than those of a real run. */
    readonly hooks?: Hooks;
  },
): Promise<boolean> {
  const { diagnostics } = state;
  const foreground = openForeground();
  const means: IteratorMeans = {
    installation,
    diagnostics,
    foreground,
    hooks,
    searchPath: environment("PATH"),
  };
  const ordered = request.mode === "command" && request.reverse
    ? { ...chosen, instances: chosen.instances.toReversed() }
    : chosen;
  const run = request.mode === "wrapper" ? runWrapper : runCommand;
  try {
    const succeeded = await run(request.words, ordered, means);
    if (!hooks.areUsed) await foreground.endBySignal();
    return succeeded;
  } finally {
    hooks.finish();
    // With hooks there is something to log before this process ends.
    if (hooks.areUsed) state.signals = foreground.signals;
    foreground[Symbol.dispose]();
  }
}
