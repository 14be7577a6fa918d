/**
 * Drawing a map of the mail flow. Pure.
 *
 * @module
 */

import { printable } from "../diag/diagnostics.ts";
import { drawDot } from "./draw_dot.ts";
import { drawMermaid } from "./draw_mermaid.ts";
import { drawText } from "./draw_text.ts";
import type { MailMap } from "./mail_map.ts";
import type { MapFormat } from "./formats.ts";
import { mapJson } from "./map_json.ts";

const DRAWERS: Readonly<Record<MapFormat, (map: MailMap) => string>> = {
  text: drawText,
  dot: drawDot,
  mermaid: drawMermaid,
  json: mapJson,
};

/** Draw a map that can be shown on a terminal; lines with their newlines. */
export function drawMap(map: MailMap, format: MapFormat): string {
  return DRAWERS[format](map).split("\n").map(printable).join("\n");
}
