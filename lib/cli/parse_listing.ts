/**
 * Recognizing the command lines that just list instances.
 *
 * -l answers at once only if the grammar of all options need not be loaded. This
 * takes the plain spellings of -l and says nothing about any other command line;
 * what it takes, parseCommandLine() takes for the same. Pure.
 *
 * @module
 */

import type { Selection } from "../registry/select.ts";

/** A command line with -l, understood. */
export interface Listing {
  /** Which instances to list. */
  readonly selection: Selection;
  /** In reverse of the start order. */
  readonly reverse: boolean;
  /** As JSON. */
  readonly json: boolean;
  /** How often -v was given. */
  readonly verbosity: number;
}

/** Understand a plain command line with -l; undefined for any other. */
export function parseListing(words: readonly string[]): Listing | undefined {
  let letters = "";
  let selection: Selection | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--json") letters += "j";
    else if (/^-[ajlRv]+$/.test(word)) letters += word.slice(1);
    else if (word === "-g" || word === "-i") {
      const value = words[++at];
      if (value === undefined || selection !== undefined) return undefined;
      selection = word === "-g"
        ? { by: "group", group: value }
        : { by: "name", name: value };
    } else return undefined;
  }
  const count = (letter: string): number => letters.split(letter).length - 1;
  if (count("l") === 0) return undefined;
  if (selection !== undefined && count("a") > 0) return undefined;
  return {
    selection: selection ?? { by: "all" },
    reverse: count("R") % 2 === 1,
    json: count("j") > 0,
    verbosity: count("v"),
  };
}
