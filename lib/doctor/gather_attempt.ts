/**
 * Looking at what may be out of reach, without giving up on the rest. Pure.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";

/** Runs `look`; undefined when that throws a FatalError, which is kept. */
export type Attempt = <T>(look: () => T) => T | undefined;

/** What attempts there are, and what came of them. */
export interface Attempts {
  /** Make one. */
  readonly attempt: Attempt;
  /** The messages of those that failed, each once, in their order. */
  readonly unseen: () => readonly string[];
}

/** A new collection of attempts. */
export function attempts(): Attempts {
  const messages = new Set<string>();
  return {
    attempt<T>(look: () => T): T | undefined {
      try {
        return look();
      } catch (error) {
        if (!(error instanceof FatalError)) throw error;
        messages.add(error.message);
        return undefined;
      }
    },
    unseen: () => [...messages],
  };
}

/** Whether a message is about something that this user may not see. */
export function isRefusal(message: string): boolean {
  return /: (Permission denied|Operation not permitted)\b/.test(message);
}
