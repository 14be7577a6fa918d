/**
 * The formats that a map of the mail flow can be drawn in.
 *
 * @module
 */

/** What the value of option --map can be. */
export const MAP_FORMATS = ["text", "dot", "mermaid", "json"] as const;

/** A value of option --map. */
export type MapFormat = typeof MAP_FORMATS[number];

/** The format of that name; undefined when there is none. */
export function formatNamed(name: string | undefined): MapFormat | undefined {
  return MAP_FORMATS.find((format) => format === name);
}
