/**
 * The parts of a request that are made from several options. Pure.
 *
 * @module
 */

import type { Form } from "../iterate/tell_turn.ts";
import type { EditRequest } from "../lifecycle/request.ts";
import type { Selection } from "../registry/select.ts";
import { readDirectorySettings } from "./directory_settings.ts";
import type { ParsedOptions } from "./parsed_options.ts";
import { checkAction } from "./action_rules.ts";

/** Which instances are meant; undefined when none of -a, -g and -i says. */
export function selectionOf(given: ParsedOptions): Selection | undefined {
  const group = given.value("group");
  if (group !== undefined) return { by: "group", group };
  const name = given.value("name");
  if (name !== undefined) return { by: "name", name };
  return given.has("all") ? { by: "all" } : undefined;
}

/** How -p and -x go about it: how many at a time, and in which form they report it. */
export function mannerOf(
  given: ParsedOptions,
): { readonly jobs: number | "auto"; readonly form: Form } {
  const word = given.value("jobs") ?? "1";
  const json = given.has("output") ? "json with output" : "json";
  return {
    jobs: word === "auto" ? word : Number(word),
    form: given.has("json") ? json : "plain",
  };
}

/**
 * The action that is asked for.
 *
 * @throws {UsageError} When it is none, or not given what it needs.
 */
export function editOf(given: ParsedOptions): EditRequest {
  const action = given.has("uninit") ? "uninit" : checkAction(given);
  return {
    action,
    selection: selectionOf(given),
    newName: cleared(given.value("newName")),
    newGroup: cleared(given.value("newGroup")),
    directories: readDirectorySettings(action, given.operands),
    dryRun: given.has("dryRun"),
  };
}

/** `-` means "none", and so does an empty word, as with the stock tool. */
function cleared(word: string | undefined): string | undefined {
  return word === "-" ? "" : word;
}
