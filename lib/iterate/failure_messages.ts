/**
 * What is reported about one command for one instance: how it failed, and that a check
 * was no start. Pure.
 *
 * Postfix's own commands say nothing on standard error where that is not a terminal;
 * so their exit statuses are reported.
 *
 * @module
 */

import { type Instance, titleOf } from "../registry/instance.ts";
import type { WrapperRun } from "./plan_wrapper.ts";

/** What is reported about a turn. */
export interface FailureMessages {
  /** What a failure is about: the path of a command, `postfix start`. */
  readonly subject: string;
  /** How an exit status other than 0 is reported. */
  readonly exitStatus: "warning" | "notice" | "debug";
  /** Where to look after that, in words; undefined when the status says enough. */
  readonly advice: string | undefined;
  /** What to add, in words, once it has been done. */
  readonly remark: string | undefined;
}

/** Commands that monitoring asks again and again: the mail log is not to fill up. */
const POLLED = new Set(["status"]);

/** Such a command takes less than a second. */
const POLL_LIMIT_MS = 60_000;

/**
 * How long a command that only asks may take, in milliseconds; it has no limit when it
 * does more. Postfix itself can wait for its own log for ever.
 */
export function limitOf(command: string): number | undefined {
  return POLLED.has(command) ? POLL_LIMIT_MS : undefined;
}

/** What is reported about a command of -x: its status says enough by itself. */
export function failureMessagesOfCommand(path: string): FailureMessages {
  return {
    subject: path,
    exitStatus: "debug",
    advice: undefined,
    remark: undefined,
  };
}

/**
 * What is reported about a postfix(1) command.
 *
 * @param isUnstartedTold Whether to report a check in the place of a start.
 */
export function failureMessagesOfWrapper(
  { instance, words, isUnstarted }: WrapperRun,
  { isUnstartedTold }: { readonly isUnstartedTold: boolean },
): FailureMessages {
  const [command = ""] = words;
  return {
    subject: ["postfix", ...words].join(" "),
    exitStatus: POLLED.has(command) ? "notice" : "warning",
    advice: "see the mail log",
    remark: isUnstarted && isUnstartedTold ? unstarted(instance) : undefined,
  };
}

/** An action of -e needs an enabled primary instance, which -e init makes it. */
function unstarted(instance: Instance): string {
  const remedy = instance.primary ? "init" : `enable -i ${titleOf(instance)}`;
  return "it is disabled, so it was checked instead of started: run " +
    `"postmulti -e ${remedy}" first`;
}
