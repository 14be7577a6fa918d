/**
 * Calling one hook: the process, its output, and what its exit means.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Installation } from "../postfix/installation.ts";
import type { Environment } from "../postfix/logging_environment.ts";
import { titleOf } from "../registry/instance.ts";
import { instanceEnvironment } from "../registry/instance_environment.ts";
import { type HookEnding, runHookProcess } from "../sys/hook_process.ts";
import type { Signals } from "../sys/signals.ts";
import { hookEnvironment } from "./hook_environment.ts";
import { eventOf, type HookCall, type RunFacts } from "./hook_event.ts";
import { DELEGATED, HOST_OPTION, HOST_STATUS } from "./host_protocol.ts";

/** How much of its last line is repeated when it failed, in characters. */
const MAX_REASON = 300;

/** What every call of a run needs. */
export interface HookContext {
  /** What all events have in common. */
  readonly facts: RunFacts;
  /** The Postfix that the instances belong to. */
  readonly installation: Installation;
  /** What comes from our own environment. */
  readonly imported: Environment;
  /** What children of this program get: where to log, how much to say. */
  readonly logging: Environment;
  /** The absolute path of this program, which is the host of modules. */
  readonly executable: string;
  /** The signals of this run; they are passed on. */
  readonly signals: Signals;
  /** Where to report what it says and how it ended. */
  readonly diagnostics: Diagnostics;
}

/** What came of a call. */
export type HookResult =
  | { readonly kind: "done"; readonly status: 0 }
  /** The operation has been done elsewhere; in a pre or instead hook only. */
  | { readonly kind: "delegated"; readonly status: number }
  | {
    readonly kind: "failed";
    /** Its exit status; null when it did not exit by itself. */
    readonly status: number | null;
    /** In words: `exit status 3: no such port`, `killed by SIGKILL`. */
    readonly how: string;
  };

/**
 * Call a hook and wait for it. Its output goes to standard error, a line at a
 * time; a success goes to the mail log, a failure is left to the caller.
 */
export async function runHook(
  call: HookCall,
  context: HookContext,
): Promise<HookResult> {
  const { plugin, phase, target } = call;
  const { diagnostics, signals } = context;
  const { instance, operation } = target;
  const title = titleOf(instance);
  const event = eventOf(call, context.facts);
  const words = [phase, operation.op, instance.name || "-"];
  const label = `${plugin.id}[${title} ${phase}:${operation.op}]`;
  let lastLine = "";
  const tell = (line: string): void => {
    if (line.trim() !== "") lastLine = line;
    diagnostics.notice(`${label}: ${line}`);
  };
  const startMs = performance.now();
  const { ending, isOutputHeld } = await runHookProcess({
    ...programOf(call, words, context.executable),
    environment: environmentOf(call, context),
    input: `${JSON.stringify(event)}\n`,
    timeoutMs: call.timeoutS * 1000,
    tell,
  }, signals);
  const ms = Math.round(performance.now() - startMs);
  if (isOutputHeld) {
    diagnostics.notice(
      `${label}: a process that it started still holds its output, which is ` +
        "closed now: a daemon should open its own",
    );
  }
  const result = resultOf(ending, { call, lastLine });
  if (result.kind !== "failed") {
    diagnostics.change(
      `plugin ${plugin.id}: ${phase}:${operation.op} for instance ${title}: ` +
        `${result.kind} in ${ms} ms`,
    );
  }
  return result;
}

function programOf(
  { plugin }: HookCall,
  words: readonly string[],
  executable: string,
): { readonly path: string; readonly args: readonly string[] } {
  return plugin.kind === "module"
    ? { path: executable, args: [HOST_OPTION, plugin.path, ...words] }
    : { path: plugin.path, args: words };
}

function environmentOf(call: HookCall, context: HookContext): Environment {
  const { instance } = call.target;
  return hookEnvironment(eventOf(call, context.facts), {
    imported: context.imported,
    instanceVariables: {
      ...context.logging,
      ...instanceEnvironment(context.installation, instance),
    },
  });
}

/** The last line of its output says why it failed, as a rule. */
function resultOf(
  ending: HookEnding,
  { call: { plugin, phase, timeoutS }, lastLine }: {
    readonly call: HookCall;
    readonly lastLine: string;
  },
): HookResult {
  const failed = (how: string, status: number | null = null): HookResult => ({
    kind: "failed",
    status,
    how,
  });
  switch (ending.kind) {
    case "not-started":
      return failed(`cannot be run: ${ending.reason}`);
    case "killed":
      return failed(`killed by ${ending.signal}`);
    case "timed-out":
      return failed(`ended after its time limit of ${timeoutS} s`);
    case "exited":
      break;
  }
  const { status } = ending;
  if (status === DELEGATED && (phase === "pre" || phase === "instead")) {
    return { kind: "delegated", status };
  }
  const isDone = status === (plugin.kind === "module" ? HOST_STATUS.done : 0);
  if (isDone) return { kind: "done", status: 0 };
  if (plugin.kind === "module") {
    return status === HOST_STATUS.failed
      ? failed(lastLine.slice(0, MAX_REASON), 1)
      : failed("it ended its process instead of returning", 1);
  }
  const reason = lastLine === "" ? "" : `: ${lastLine.slice(0, MAX_REASON)}`;
  return failed(`exit status ${status}${reason}`, status);
}
