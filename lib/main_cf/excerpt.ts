/**
 * excerpt - a piece of a configuration file, fit for a one-line message.
 *
 * Touches nothing. Leaves out quoting: the caller puts it between quotes.
 *
 * @module
 */

const LONGEST = 60;
const NOT_PRINTABLE = /[^ -~]/g;

/**
 * The first 60 characters of a byte string, with `...` when there is more and
 * `?` for every byte that is not printable ASCII.
 */
export function excerpt(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
  return cut.replace(NOT_PRINTABLE, "?");
}
