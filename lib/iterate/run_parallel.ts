/**
 * Running one child per instance, several at a time, each with its output held
 * back until it can be written whole, in the order of one after the other.
 *
 * Who may run beside whom is decided in schedule.ts. As one after the other, a
 * child that fails is reported and the others go on; a signal reaches all that
 * run, none is begun after that, and all are waited for.
 *
 * Children that run beside others have no standard input, since it is unknown which
 * of them should get it. Output that no process reads any more is dropped, and the
 * children go on: starting instances must not end with a pager.
 *
 * How much output is held, and what becomes of more: see held_output.ts.
 *
 * @module
 */

import { progressLine } from "../diag/progress_line.ts";
import { relayDiagnostics } from "../diag/relay.ts";
import { keptFrom } from "../plugins/kept_from.ts";
import { titleOf } from "../registry/instance.ts";
import type { ChildOutcome, ChildRequest } from "../sys/child.ts";
import { openErrorTerminal } from "../sys/error_terminal.ts";
import { runHeldChild } from "../sys/held_child.ts";
import type { HeldOutput } from "../sys/held_output.ts";
import {
  type InterruptibleOutput,
  openInterruptibleOutput,
} from "../sys/interruptible_output.ts";
import { openProgress, type ProgressDisplay } from "../sys/progress.ts";
import { runScheduled } from "./run_scheduled.ts";
import {
  type InstanceRun,
  prepareTurns,
  type RunContext,
  tellUnreached,
  type Turn,
} from "./run_one.ts";
import type { Ordered } from "./schedule.ts";
import { type Form, tellTurn, type ToldTurn } from "./tell_turn.ts";
import { openRunTracker } from "./run_tracker.ts";

/** How it is done. */
export interface ParallelOptions {
  /** How many run at a time. */
  readonly jobs: number;
  /** How they are reported. */
  readonly form: Form;
  /** Whether the children get a terminal for standard error. */
  readonly needsTerminal: boolean;
}

/**
 * Run the children, each with its hooks around it.
 *
 * @param runs In the order in which they are reported.
 * @returns Whether every child was run and exited with status 0, or was not
 * needed since a hook had it done elsewhere, and all output was written.
 * @throws {FatalError} When standard output cannot be written.
 */
export async function runParallel(
  runs: readonly InstanceRun[],
  context: RunContext,
  setting: ParallelOptions,
): Promise<boolean> {
  const takeTurn = await prepareTurns(runs, context);
  const writer = openInterruptibleOutput(context.foreground.signals);
  const tracker = openRunTracker(runs);
  const take = (index: number): Promise<void> =>
    tracker.serve(
      index,
      (run, output) =>
        takeTurn(index, run, turnOf(run, output, { context, setting, writer })),
    );
  const progress = openProgress((moment) =>
    progressLine(tracker.standing(), moment)
  );
  try {
    const shown = tellAll(tracker.turns, {
      form: setting.form,
      writer,
      progress,
    });
    const begun = runScheduled(runs.map(orderOf), take, {
      jobs: setting.jobs,
      isStopped: () =>
        runs.some(({ operation }) =>
          keptFrom(operation, context.foreground.interruptedBy)
        ),
    });
    await begun.finally(() => {
      tracker.close();
      return shown;
    });
  } finally {
    progress[Symbol.dispose]();
  }
  if (writer.failure !== undefined) throw writer.failure;
  const { done, failed } = tracker.count();
  const areAllReached = tellUnreached(done + failed, runs.length, context);
  return areAllReached && failed === 0 && !writer.isIncomplete;
}

function orderOf({ instance, operation }: InstanceRun): Ordered {
  const { primary, group } = instance;
  return { primary, group, class: operation.class };
}

function turnOf(
  { instance }: InstanceRun,
  output: HeldOutput,
  { context, setting, writer }: {
    readonly context: RunContext;
    readonly setting: ParallelOptions;
    readonly writer: InterruptibleOutput;
  },
): Turn {
  const { foreground } = context;
  const title = titleOf(instance);
  const diagnostics = relayDiagnostics(context.diagnostics, output.interpose);
  const start = async (child: ChildRequest): Promise<ChildOutcome> => {
    const { outcome, isOutputHeld } = await runHeldChild(child, {
      signals: foreground.signals,
      isInputOurs: setting.jobs === 1,
      take: output.take,
      outputGone: setting.form === "plain" ? writer.gone : undefined,
      terminal: setting.needsTerminal ? await openErrorTerminal() : undefined,
    });
    // What a signal has left behind is not a daemon.
    if (isOutputHeld && foreground.interruptedBy === undefined) {
      diagnostics.warning(
        `instance ${title}: ${child.path}: a process that it started still ` +
          "holds its output, which is closed now: a daemon should open its own",
      );
    }
    return outcome;
  };
  return { start, diagnostics };
}

/** One after the other, each when all before it have been reported. */
async function tellAll(
  turns: readonly ToldTurn[],
  { form, writer, progress }: {
    readonly form: Form;
    readonly writer: InterruptibleOutput;
    readonly progress: ProgressDisplay;
  },
): Promise<void> {
  for (const turn of turns) {
    await tellTurn(turn, form, { writer, begin: progress.hide });
    if (writer.isAtLineStart) progress.show();
  }
}
