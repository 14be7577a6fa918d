/**
 * The rules for the actions of option -e. Pure.
 *
 * @module
 */

import { UsageError } from "../diag/errors.ts";
import { didYouMean, nearest } from "../diag/suggest.ts";
import { EDIT_ACTIONS, type EditAction } from "../lifecycle/request.ts";
import { groupProblem, nameProblem } from "../registry/instance.ts";
import type { ParsedOptions } from "./parsed_options.ts";

const NAMING_ACTIONS: readonly EditAction[] = ["create", "import", "assign"];

/** Actions on one existing instance. */
const SELECTING_ACTIONS: readonly EditAction[] = [
  "destroy",
  "deport",
  "enable",
  "disable",
  "assign",
];

/**
 * The action of option -e, with the options that go with it.
 *
 * @throws {UsageError} When there is no such action, or its options are wrong.
 */
export function checkAction(given: ParsedOptions): EditAction {
  const word = given.value("edit");
  const action = EDIT_ACTIONS.find((known) => known === word);
  if (action === undefined) {
    throw new UsageError(
      `unknown action "${word}" with -e` +
        didYouMean(meantAction(word ?? "")) +
        `: give one of ${EDIT_ACTIONS.join(", ")}`,
    );
  }
  checkNames(given, action);
  if (SELECTING_ACTIONS.includes(action) && !given.has("name")) {
    throw new UsageError(`-e ${action} needs an instance: -i NAME`);
  }
  return action;
}

/** The way back from init is an option. */
function meantAction(word: string): string | undefined {
  const meant = nearest(word, [...EDIT_ACTIONS, "uninit"]);
  return meant === "uninit" ? "--uninit" : meant;
}

function checkNames(given: ParsedOptions, action: EditAction): void {
  const name = given.value("newName");
  const group = given.value("newGroup");
  const isNaming = name !== undefined || group !== undefined;
  if (isNaming && !NAMING_ACTIONS.includes(action)) {
    throw new UsageError(`-I and -G do not go with -e ${action}`);
  }
  if (!isNaming && action === "assign") {
    throw new UsageError("-e assign needs a new name (-I) or group (-G)");
  }
  const problem = (isWord(name) ? nameProblem(name) : undefined) ??
    (isWord(group) ? groupProblem(group) : undefined);
  if (problem !== undefined) throw new UsageError(problem);
}

function isWord(word: string | undefined): word is string {
  return word !== undefined && word !== "" && word !== "-";
}
