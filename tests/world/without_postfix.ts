/**
 * What Postfix's own programs write between the lines of ours. Since Postfix 3.10
 * they write to standard error where that is no terminal, and Debian's start says on
 * standard output what it puts into a jail, which the stock tool's destroy leaves there.
 *
 * @module
 */

import { postfixPreparesJails } from "./jails.ts";

const OF_POSTFIX =
  /^(rmdir: failed to remove '\/var\/spool\/\S+': Directory not empty|updating \/\S+ => \/\S+|postfix(-[a-z0-9]+)?(\/postlog)?: .*)\r?\n/gm;

/** A text without the lines of Postfix's own start, stop and check. */
export function withoutPostfix(text = ""): string {
  return text.replace(OF_POSTFIX, "");
}

/**
 * The same for what was not written to a terminal: before Debian 13, Postfix writes
 * nothing there, and every line counts.
 */
export function withoutPiped(text = ""): string {
  return postfixPreparesJails ? withoutPostfix(text) : text;
}
