/**
 * What can stand at a place of a command line, and how a shell gets it. Pure.
 *
 * @module
 */

import { printable } from "../../diag/diagnostics.ts";

/** A word that can stand there. */
export interface Candidate {
  /** The whole word. */
  readonly word: string;
  /** What it means, in a few words; may be empty. */
  readonly help: string;
}

/** What can stand at a place. */
export type Suggestions =
  | {
    /** With `beginnings`, something has to follow without a blank. */
    readonly kind: "words" | "beginnings";
    readonly candidates: readonly Candidate[];
  }
  | {
    readonly kind: "files" | "directories";
    /** The part of the word that stands before the name: `config_directory=`. */
    readonly after: string;
  }
  | {
    readonly kind: "command";
    /** Where another command line begins: the place of its first word. */
    readonly index: number;
  };

/** Write an offer as the option --complete prints it; see postmulti(1). */
export function formatSuggestions(
  suggestions: Suggestions | undefined,
): string {
  switch (suggestions?.kind) {
    case undefined:
      return "";
    case "files":
    case "directories":
      return `${suggestions.kind}\t${printable(suggestions.after)}\n`;
    case "command":
      return `${suggestions.kind}\t${suggestions.index}\n`;
    case "words":
    case "beginnings":
      return [
        suggestions.kind,
        // A shell could not put in what has to be changed to be shown.
        ...suggestions.candidates.filter(({ word }) => printable(word) === word)
          .map((
            { word, help },
          ) => help === "" ? word : `${word}\t${printable(help)}`),
      ].map((line) => `${line}\n`).join("");
  }
}
