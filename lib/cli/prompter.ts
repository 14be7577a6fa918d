/**
 * The user at the terminal that standard error goes to.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import type { Prompter } from "../lifecycle/edit_run_context.ts";
import { isErrorTerminal, writeError } from "../sys/streams.ts";
import { isInputTerminal, readAnswer } from "../sys/terminal.ts";

const QUESTION = "postmulti: go on? [y/N] ";

/**
 * Who sees what is about to be removed, and is asked about it.
 *
 * @returns Undefined when standard error is not a terminal. There are no questions
 * when standard input is not one: scripts must go on as with the stock tool.
 */
export function prompterOf(
  diagnostics: Diagnostics,
  { yes }: { readonly yes: boolean },
): Prompter | undefined {
  if (!isErrorTerminal()) return undefined;
  return {
    tell: (text) => diagnostics.notice(text),
    ask: yes || !isInputTerminal() ? undefined : ask,
  };
}

function ask(): boolean {
  writeError(QUESTION);
  return /^y(es)?$/i.test(readAnswer());
}
