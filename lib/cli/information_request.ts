/**
 * The requests that are answered without a look at Postfix: help, manual,
 * version, completion. They win over everything else on the command line. Pure.
 *
 * @module
 */

import { UsageError } from "../diag/errors.ts";
import { didYouMean, nearest } from "../diag/suggest.ts";
import type { ParsedOptions } from "./parsed_options.ts";
import { type HelpTopic, helpTopicOf } from "./help_topic.ts";
import {
  MANUAL_PAGES,
  type ManualPage,
  type Shell,
  SHELLS,
} from "./option_words.ts";

/** Something that can be shown without a look at instances. */
export type InformationRequest = TextRequest | { readonly mode: "version" };

/** A text that is asked for. */
export type TextRequest =
  | { readonly mode: "help"; readonly topic: HelpTopic }
  | { readonly mode: "manual"; readonly page: ManualPage }
  | { readonly mode: "completion"; readonly shell: Shell };

/** Whether a request is one for a text. */
export function isTextRequest(
  request: { readonly mode: string },
): request is TextRequest {
  return ["help", "manual", "completion"].includes(request.mode);
}

/** What a shell asks for while a command line is being typed. */
export interface CompleteRequest {
  /** Which request this is. */
  readonly mode: "complete";
  /** The place of the word to complete; not a number when it was none. */
  readonly index: number;
  /** The command line as far as it stands, the program's name first. */
  readonly words: readonly string[];
}

/**
 * The text or the completion that is asked for; undefined when something else
 * is.
 *
 * @throws {UsageError} When there is no such text.
 */
export function informationAskedFor(
  given: ParsedOptions,
): InformationRequest | CompleteRequest | undefined {
  if (given.has("complete")) {
    const index = Number(given.value("complete"));
    return { mode: "complete", index, words: given.operands };
  }
  const topic = helpTopicOf(given);
  if (topic !== undefined) return { mode: "help", topic };
  if (given.has("version")) return { mode: "version" };
  if (given.has("manual")) {
    return { mode: "manual", page: oneOf(MANUAL_PAGES, "manual", given) };
  }
  return given.has("completion")
    ? { mode: "completion", shell: oneOf(SHELLS, "completion", given) }
    : undefined;
}

function oneOf<Word extends string>(
  choices: readonly Word[],
  id: "manual" | "completion",
  given: ParsedOptions,
): Word {
  const word = given.value(id);
  const choice = choices.find((known) => known === word);
  if (choice !== undefined) return choice;
  throw new UsageError(
    `unknown value "${word}" with --${id}` +
      `${didYouMean(nearest(word ?? "", choices))}: give one of ` +
      choices.join(", "),
  );
}
