/**
 * The mode --map.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { noInstanceMessage } from "../registry/no_instance_message.ts";
import type { Chosen } from "../registry/choose_instances.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import { drawMap } from "../map/draw.ts";
import { readMap } from "../map/read_map.ts";
import type { Installation } from "../postfix/installation.ts";
import { writeOutput } from "../sys/streams.ts";
import type { Request } from "./request.ts";

/** Draw the mail flow. @returns Whether all of it could be seen. */
export function mapMode(
  { format }: Extract<Request, { mode: "map" }>,
  chosen: Chosen,
  context: {
    readonly installation: Installation;
    readonly diagnostics: Diagnostics;
  },
): boolean {
  const message = noInstanceMessage(chosen);
  if (message !== undefined) context.diagnostics.notice(message);
  const map = readMap(chosen.instances, context);
  writeOutput(toBytes(fromText(drawMap(map, format))));
  return chosen.isComplete && map.isComplete;
}
