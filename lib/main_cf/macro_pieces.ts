/**
 * macro_pieces - cuts a main.cf value into text and `$name` references.
 *
 * A reference is `$name`, `${...}` or `$(...)`: postconf(5), "general format".
 * Touches nothing. Leaves out what is inside the brackets
 * (macro_reference.ts), and looking anything up (expand.ts).
 *
 * @module
 */

import type { ExpandError } from "./expand_error.ts";
import { readReference, type Reference } from "./macro_reference.ts";
import { closingBracket, malformed, matchAt } from "./macro_scan.ts";

const NAME = /[A-Za-z0-9_]+/y;

/** A piece of a value: text as is, or a reference. */
export type Piece = { readonly text: string } | Reference;

/**
 * Cuts a value into its pieces, with `$$` taken for `$`.
 *
 * @throws {ExpandError} when a reference is not closed, has no name or is of
 * no known form.
 */
export function splitPieces(value: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let text = "";
  let done = 0;
  for (let at = value.indexOf("$"); at >= 0; at = value.indexOf("$", done)) {
    text += value.slice(done, at);
    if (value[at + 1] === "$") {
      text += "$";
      done = at + 2;
      continue;
    }
    if (text !== "") pieces.push({ text });
    text = "";
    const { reference, end } = readDollar(value, at + 1);
    pieces.push(reference);
    done = end;
  }
  text += value.slice(done);
  if (text !== "") pieces.push({ text });
  return pieces;
}

interface Dollar {
  readonly reference: Reference;
  readonly end: number;
}

/** Reads what follows a `$`. */
function readDollar(value: string, start: number): Dollar {
  const name = matchAt(NAME, value, start)?.[0];
  if (name !== undefined) {
    const reference = { subject: name, branches: undefined };
    return { reference, end: start + name.length };
  }
  const open = value[start];
  if (open !== "{" && open !== "(") throw noName(value);
  const close = closingBracket(value, start);
  if (close < 0) throw malformed(`"$${open}" without its end`, value);
  if (close === start + 1) throw noName(value);
  const body = value.slice(start + 1, close);
  return { reference: readReference(body), end: close + 1 };
}

function noName(value: string): ExpandError {
  return malformed(
    '"$" without a parameter name ("$$" gives a plain "$")',
    value,
  );
}
