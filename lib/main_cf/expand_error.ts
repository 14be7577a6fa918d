/**
 * expand_error - the one error of macro expansion.
 *
 * Apart from expand.ts so that the reader of the syntax can throw it too.
 *
 * @module
 */

import { excerpt } from "./excerpt.ts";

/**
 * A value whose references cannot be expanded: wrong syntax, recursion or
 * comparison. The message is one line for an administrator. It begins with the
 * name of the parameter in whose value the mistake is, where that is known.
 */
export class ExpandError extends Error {
  /** The name JavaScript shows for this kind of error. */
  override readonly name = "ExpandError";
  /** The parameter in whose value the mistake is; undefined when not known. */
  readonly parameter: string | undefined;

  /** Makes the error; a known parameter is put in front of the message. */
  constructor(what: string, parameter?: string) {
    super(parameter === undefined ? what : `${excerpt(parameter)}: ${what}`);
    this.parameter = parameter;
  }
}
