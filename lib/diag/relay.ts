/**
 * Diagnostics that go another way before they are said: held back until their
 * turn comes, or said around a line on the terminal. Touches nothing by itself.
 *
 * @module
 */

import type { Diagnostics } from "./diagnostics.ts";

/**
 * Diagnostics that hand each of their messages to `relay`, which decides when
 * it is said; both its line and its place in the mail log come then.
 *
 * @param target Who says it in the end; its verbosity counts.
 * @param relay Takes the saying of one message, to be called once.
 */
export function relayDiagnostics(
  target: Diagnostics,
  relay: (say: () => void) => void,
): Diagnostics {
  return {
    verbosity: target.verbosity,
    get records() {
      return target.records;
    },
    fatal: (text) => relay(() => target.fatal(text)),
    warning: (text) => relay(() => target.warning(text)),
    panic: (text) => relay(() => target.panic(text)),
    notice: (text) => relay(() => target.notice(text)),
    change: (text) => relay(() => target.change(text)),
    debug: (level, text) => relay(() => target.debug(level, text)),
  };
}
