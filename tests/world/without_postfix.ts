/**
 * What Postfix's own programs write between the lines of ours. Since Postfix 3.10
 * they write to standard error where that is no terminal, and Debian's start says on
 * standard output what it puts into a jail.
 *
 * @module
 */

const OF_POSTFIX =
  /^(updating \/\S+ => \/\S+|postfix(-[a-z]+)?(\/postlog)?: .*)\r?\n/gm;

/** A text without the lines of Postfix's own start, stop and check. */
export function withoutPostfix(text = ""): string {
  return text.replace(OF_POSTFIX, "");
}
