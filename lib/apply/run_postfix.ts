/**
 * Starting, stopping and reloading one instance, with hooks around it as with
 * `postmulti -i NAME -p COMMAND`.
 *
 * Unlike there, a disabled instance is stopped as well, because that is what a
 * document says. What postfix(1) writes to standard output goes to standard
 * error, for our result is alone there.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { runAll } from "../iterate/run_all.ts";
import { failureMessagesOfCommand } from "../iterate/failure_messages.ts";
import { classOfCommand } from "../plugins/known_ops.ts";
import type { Installation } from "../postfix/installation.ts";
import { loggingEnvironment } from "../postfix/logging_environment.ts";
import { isRunning, type RunningQuestion } from "../postfix/running.ts";
import { fullTitleOf, type Instance } from "../registry/instance.ts";
import type { ApplyContext } from "./apply_context.ts";

/** A command of postfix(1) that a document can need. */
export type PostfixCommand = "start" | "stop" | "reload";

/**
 * Whether an instance is what a command was to make of it, by whomever: another run,
 * or one that was killed and has left its postfix(1) behind, can be faster, and then
 * Postfix refuses the command.
 */
function isAsWanted(
  command: PostfixCommand,
  question: RunningQuestion,
): boolean {
  if (command === "reload") return false;
  return isRunning(question) === (command === "start");
}

/**
 * Run postfix(1) for one instance.
 *
 * @throws {FatalError} When it fails, or a plugin keeps it from being run.
 */
export async function runPostfix(
  command: PostfixCommand,
  instance: Instance,
  { installation, context }: {
    readonly installation: Installation;
    readonly context: ApplyContext;
  },
): Promise<void> {
  const { diagnostics, foreground, hooks } = context;
  const { lockInstance, lockTimeoutMs } = context;
  const verbose = diagnostics.verbosity > 0;
  const environment = loggingEnvironment(installation, { verbose });
  const postfix = installation.command("postfix");
  const isDone = await runAll([{
    instance,
    operation: {
      op: command,
      requested: command,
      class: classOfCommand(command, installation.primary),
      argv: [command],
    },
    child: {
      path: "/bin/sh",
      args: ["-c", 'exec "$0" "$@" >&2', postfix, "--", command],
      environment: { ...environment, MAIL_CONFIG: instance.configDirectory },
    },
    failureMessages: failureMessagesOfCommand(postfix),
  }], {
    foreground,
    diagnostics,
    hooks,
    installation,
    environment,
    lockInstance,
    lockTimeoutMs,
  });
  const { configDirectory, queueDirectory } = instance;
  const question = { configDirectory, queueDirectory, postfix, environment };
  if (isDone || isAsWanted(command, question)) return;
  throw new FatalError(
    `instance ${
      fullTitleOf(instance)
    }: "postfix ${command}" has failed, or was ` +
      "refused: see above and the mail log",
  );
}
