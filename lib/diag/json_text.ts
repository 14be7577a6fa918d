/**
 * JSON that can be shown on a terminal. Pure.
 *
 * @module
 */

import { CONTROL_CHARACTERS } from "./diagnostics.ts";

/**
 * A value as JSON on one line, without the newline. What would command a
 * terminal, or reorder what it shows, is escaped, and means the same to readers.
 */
export function jsonText(value: unknown): string {
  return escapeControls(JSON.stringify(value));
}

/** The same on many lines, for people. */
export function indentedJsonText(value: unknown): string {
  const lines = JSON.stringify(value, undefined, 2).split("\n");
  return lines.map(escapeControls).join("\n");
}

/** JSON text with the same escaped in it. */
export function escapeControls(json: string): string {
  return json.replace(
    CONTROL_CHARACTERS,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
