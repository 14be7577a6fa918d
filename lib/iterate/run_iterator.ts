/**
 * The iterator modes -x and -p: a command for each selected instance.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import type { Operation } from "../plugins/event.ts";
import type { Hooks } from "../plugins/hooks.ts";
import { classOfCommand, EXEC } from "../plugins/known_ops.ts";
import type { Installation } from "../postfix/installation.ts";
import {
  type Environment,
  loggingEnvironment,
} from "../postfix/logging_environment.ts";
import { listOf, type Parameters } from "../postfix/parameters.ts";
import type { Foreground } from "../sys/child.ts";
import { findCommand, isExecutable } from "../sys/find_command.ts";
import { instanceEnvironment } from "../registry/instance_environment.ts";
import type { LockInstance } from "../registry/instance_lock.ts";
import { planWrapperRuns } from "./plan_wrapper.ts";
import { runAll } from "./run_all.ts";
import { type ParallelOptions, runParallel } from "./run_parallel.ts";
import type { InstanceRun, RunContext } from "./run_one.ts";
import type { Chosen } from "../registry/choose_instances.ts";
import {
  failureMessagesOfCommand,
  failureMessagesOfWrapper,
  limitOf,
} from "./failure_messages.ts";

/** What the iterator modes work with. */
export interface IteratorContext {
  /** The Postfix that the instances belong to. */
  readonly installation: Installation;
  /** Where to report what failed. */
  readonly diagnostics: Diagnostics;
  /** Runs the children. */
  readonly foreground: Foreground;
  /** The hooks around each child. */
  readonly hooks: Hooks;
  /** The search path in our own environment; undefined when it is unset. */
  readonly searchPath: string | undefined;
  /** Whether to report a check in the place of a start. */
  readonly isUnstartedTold: () => boolean;
  /** Locks an instance. */
  readonly lockInstance: LockInstance;
  /** How long to wait for a lock, in milliseconds. */
  readonly lockTimeoutMs: number;
  /** How output is held; undefined to let children have our standard streams. */
  readonly held: ParallelOptions | undefined;
}

/** Postfix's own, for who has none; an empty one would be the current directory. */
const STANDARD_SEARCH_PATH = "/bin:/usr/bin:/sbin:/usr/sbin";

/**
 * Run any command for each instance: option -x.
 *
 * @returns Whether every instance was served and every child succeeded.
 * @throws {FatalError} When no instance was selected.
 */
export async function runCommand(
  words: readonly string[],
  chosen: Chosen,
  context: IteratorContext,
): Promise<boolean> {
  await refuseNothing(chosen);
  const { instances, isComplete } = chosen;
  const { installation } = context;
  const [name = "", ...args] = words;
  const searchPath = installation.primary.value("command_directory") + ":" +
    (context.searchPath || STANDARD_SEARCH_PATH);
  const program = programFor(name, args, searchPath);
  const environment = ownEnvironment(context);
  const shared = { ...environment, PATH: searchPath };
  const operation: Operation = {
    op: EXEC,
    requested: EXEC,
    class: null,
    argv: words,
  };
  const runs = instances.map((instance): InstanceRun => ({
    instance,
    operation,
    child: {
      ...program,
      environment: {
        ...shared,
        ...instanceEnvironment(installation, instance),
      },
      isForCaller: true,
    },
    failureMessages: failureMessagesOfCommand(program.path),
  }));
  return await runThem(runs, { ...context, environment }) && isComplete;
}

/**
 * Run a postfix(1) command for each instance: option -p.
 *
 * @returns Whether every instance was served and every child succeeded.
 * @throws {FatalError} When the command is for no selected instance.
 */
export async function runWrapper(
  words: readonly string[],
  chosen: Chosen,
  context: IteratorContext,
): Promise<boolean> {
  await refuseNothing(chosen);
  const { instances, isComplete } = chosen;
  const { primary, command } = context.installation;
  const classOf = (kind: string) =>
    listOf(primary.value(`postmulti_${kind}_commands`));
  const planned = planWrapperRuns(instances, words, {
    start: classOf("start"),
    stop: classOf("stop"),
    control: classOf("control"),
  });
  if (planned.length === 0) {
    throw new FatalError(
      `${words[0]}: no selected instance is enabled: ` +
        '"postmulti -l" shows which are, "postmulti -e enable" enables one',
    );
  }
  const environment = ownEnvironment(context);
  const isUnstartedTold = planned.some(({ isUnstarted }) => isUnstarted) &&
    context.isUnstartedTold();
  const limitMs = limitOf(words[0] ?? "");
  const runs = planned.map((run): InstanceRun => {
    const operation = operationOf(run.words, words, primary);
    return {
      instance: run.instance,
      operation,
      child: {
        path: command("postfix"),
        args: ["--", ...run.words],
        environment: {
          ...environment,
          MAIL_CONFIG: run.instance.configDirectory,
        },
        isShielded: operation.class === "stop",
        ...limitMs === undefined ? {} : { limitMs },
      },
      failureMessages: failureMessagesOfWrapper(run, { isUnstartedTold }),
    };
  });
  return await runThem(runs, { ...context, environment }) && isComplete;
}

function runThem(
  runs: readonly InstanceRun[],
  context: RunContext & Pick<IteratorContext, "held">,
): Promise<boolean> {
  const { held } = context;
  return held === undefined
    ? runAll(runs, context)
    : runParallel(runs, context, held);
}

function operationOf(
  argv: readonly string[],
  [requested = ""]: readonly string[],
  primary: Parameters,
): Operation {
  const [op = ""] = argv;
  return { op, requested, class: classOfCommand(op, primary), argv };
}

/** The runtime would make a relative path absolute; the shell passes it on. */
function programFor(
  name: string,
  args: readonly string[],
  searchPath: string,
): { path: string; args: readonly string[] } {
  const path = findCommand(name, searchPath);
  if (path === undefined) {
    throw new FatalError(`${name}: there is no such command on ${searchPath}`);
  }
  if (path.startsWith("/") || !isExecutable(path)) return { path, args };
  return { path: "/bin/sh", args: ["-c", 'exec "$0" "$@"', path, ...args] };
}

function ownEnvironment(
  { installation, diagnostics }: IteratorContext,
): Environment {
  return loggingEnvironment(installation, {
    verbose: diagnostics.verbosity > 0,
  });
}

async function refuseNothing(chosen: Chosen): Promise<void> {
  if (chosen.instances.length > 0) return;
  const messages = await import("../registry/no_instance_message.ts");
  throw new FatalError(
    messages.noInstanceMessage(chosen) ??
      "no instance is left to work on: fix what is left out, see above",
  );
}
