/**
 * The formats that a map of the mail flow can be drawn in.
 *
 * @module
 */

import { drawDot } from "./draw_dot.ts";
import { drawMermaid } from "./draw_mermaid.ts";
import { drawText } from "./draw_text.ts";
import type { MailMap } from "./mail_map.ts";
import { mapJson } from "./map_json.ts";

/** What the value of option --map can be. */
export const MAP_FORMATS = ["text", "dot", "mermaid", "json"] as const;

/** A value of option --map. */
export type MapFormat = typeof MAP_FORMATS[number];

const DRAWERS: Readonly<Record<MapFormat, (map: MailMap) => string>> = {
  text: drawText,
  dot: drawDot,
  mermaid: drawMermaid,
  json: mapJson,
};

/** The format of that name; undefined when there is none. */
export function formatNamed(name: string | undefined): MapFormat | undefined {
  return MAP_FORMATS.find((format) => format === name);
}

/** Draw a map; lines with their newlines. */
export function drawMap(map: MailMap, format: MapFormat): string {
  return DRAWERS[format](map);
}
