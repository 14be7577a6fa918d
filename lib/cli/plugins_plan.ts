/**
 * `postmulti --plugins plan ARGS...`: what a command line would run, hooks
 * included. Nothing is run, and nothing is touched.
 *
 * @module
 */

import { UsageError } from "../diag/errors.ts";
import { chooseInstances } from "../registry/choose_instances.ts";
import { previewHooks } from "../plugins/commands/preview.ts";
import {
  formatPreview,
  previewJson,
} from "../plugins/commands/show_preview.ts";
import { writeOutput } from "../sys/streams.ts";
import { previewEdit } from "./edit_mode.ts";
import { iteratorMode } from "./iterator_mode.ts";
import { type CommandLine, parseCommandLine } from "./request.ts";
import type { Located } from "./run_state.ts";

/**
 * Show what a command line would run.
 *
 * @returns Whether every instance it is for is known.
 * @throws {UsageError} When it is wrong, or of a mode that plugins have no part in.
 */
export async function planMode(
  words: readonly string[],
  line: CommandLine,
  located: Located,
): Promise<boolean> {
  const { request } = parseCommandLine(words);
  if (
    request.mode !== "edit" && request.mode !== "wrapper" &&
    request.mode !== "command"
  ) {
    throw new UsageError("only -p, -x and -e run plugins: give one of them");
  }
  const { state } = located;
  state.answer = { planned: [] };
  const show = (text: string) => state.json ? undefined : writeOutput(text);
  const hooks = previewHooks((previews) => {
    state.answer = { planned: previewJson(previews) };
    show(formatPreview(previews));
  }, request);
  if (request.mode === "edit") {
    const isChange = !request.edit.dryRun &&
      await previewEdit(request.edit, { ...line, located, hooks });
    if (!isChange) show("nothing is changed, so no plugin runs\n");
    return true;
  }
  const installation = located.read();
  const { selection } = request;
  const chosen = chooseInstances(installation, selection, state.diagnostics);
  // One plan is about all instances, however many run at a time.
  const plain = { ...request, jobs: 1, form: "plain" as const };
  return await iteratorMode(plain, chosen, { installation, state, hooks });
}
