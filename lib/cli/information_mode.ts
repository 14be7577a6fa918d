/**
 * The modes that print a text: --help, --manual, --completion.
 *
 * The texts that are long are imported when they are asked for: reading them
 * would make every other start slower.
 *
 * @module
 */

import { writeOutput } from "../sys/streams.ts";
import type { TextRequest } from "./information_request.ts";
import { manualText } from "./manual.ts";
import { helpText } from "./usage.ts";

/** Print the text that is asked for. @returns That this was done. */
export async function informationMode(
  request: TextRequest,
): Promise<boolean> {
  writeOutput(await textOf(request));
  return true;
}

async function textOf(request: TextRequest): Promise<string> {
  switch (request.mode) {
    case "help":
      return helpText(request.kind);
    case "manual": {
      const { TEXTS } = await import("../manual/texts.ts");
      return manualText(request.page, TEXTS);
    }
    case "completion":
      return (await import("./complete/scripts.ts"))
        .COMPLETION_SCRIPTS[request.shell];
  }
}
