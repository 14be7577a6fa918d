/**
 * The modes that print a text: --help, --manual, --completion.
 *
 * The texts that are long are imported when they are asked for: reading them
 * would make every other start slower.
 *
 * @module
 */

import { showInPager } from "../sys/pager.ts";
import { environment } from "../sys/process.ts";
import { isOutputTerminal, writeOutput } from "../sys/streams.ts";
import type { TextRequest } from "./information_request.ts";
import { manualText } from "./manual.ts";
import { helpText } from "./usage.ts";

/** The pager of a user who has chosen none; nothing is said if it is missing. */
const PAGER = "command -v less > /dev/null || exit 127; exec less";
/** Options of less(1): show a page as it is, and leave at once if it fits. */
const LESS = "FRX";

/** Print the text that is asked for. @returns That this was done. */
export async function informationMode(
  request: TextRequest,
): Promise<boolean> {
  const text = await textOf(request);
  if (request.mode === "manual" && await isPaged(text)) return true;
  writeOutput(text);
  return true;
}

/** Whether the user has read a text in a pager. */
async function isPaged(text: string): Promise<boolean> {
  const terminal = environment("TERM") ?? "";
  if (!isOutputTerminal() || ["", "dumb"].includes(terminal)) return false;
  const command = (environment("PAGER") ?? PAGER).trim();
  if (["", "cat"].includes(command)) return false;
  const less = environment("LESS") ?? LESS;
  return await showInPager(text, { command, environment: { LESS: less } });
}

async function textOf(request: TextRequest): Promise<string> {
  switch (request.mode) {
    case "help":
      return helpText(request.topic);
    case "manual": {
      const { TEXTS } = await import("../manual/texts.ts");
      return manualText(request.page, TEXTS);
    }
    case "completion":
      return (await import("./complete/scripts.ts"))
        .COMPLETION_SCRIPTS[request.shell];
  }
}
