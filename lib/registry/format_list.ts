/**
 * The text of `postmulti -l`: one line per instance. Pure.
 *
 * @module
 */

import { printable } from "../diag/diagnostics.ts";
import { escapeControls } from "../diag/json_text.ts";
import { fromText, toText } from "../main_cf/lossless_text.ts";
import type { Instance } from "./instance.ts";

/**
 * The plain list as a byte string, in the columns of the stock tool: name, group, enabled,
 * config_directory; `-` for a name or group that is not set.
 *
 * @returns Lines with their newline; "" for no instance.
 */
export function formatList(instances: readonly Instance[]): string {
  return instances.map((instance) => {
    const { name, group, enabled, configDirectory } = instance;
    return [
      fromText(name || "-").padEnd(15),
      fromText(group || "-").padEnd(15),
      (enabled ? "y" : "n").padEnd(9),
      fromText(configDirectory),
    ].join(" ") + "\n";
  }).join("");
}

/**
 * The same for a terminal: what would command it, or reorder what it shows, has
 * become `?`.
 */
export function formatListForTerminal(instances: readonly Instance[]): string {
  return toText(formatList(instances)).split("\n")
    .map((line) => fromText(printable(line))).join("\n");
}

/**
 * The list as JSON, as a byte string: one object per line, with the same values as strings in
 * the members name, group, enabled and config_directory. Members may be added
 * behind these in later versions, never removed.
 *
 * The bytes are those of the stock tool from Postfix 3.11 on, but for bytes that
 * are not UTF-8, which that writes as they are, and no JSON has.
 */
export function formatJsonList(instances: readonly Instance[]): string {
  return instances.map((instance) => `${fromText(jsonLine(instance))}\n`)
    .join("");
}

/**
 * The same for a terminal: what would command it, or reorder what it shows, is
 * escaped.
 */
export function formatJsonListForTerminal(
  instances: readonly Instance[],
): string {
  return instances.map((instance) =>
    `${fromText(escapeControls(jsonLine(instance)))}\n`
  ).join("");
}

function jsonLine(
  { name, group, enabled, configDirectory }: Instance,
): string {
  const members = Object.entries({
    name: name || "-",
    group: group || "-",
    enabled: enabled ? "y" : "n",
    config_directory: configDirectory,
  }).map(([member, value]) => `"${member}": ${jsonString(value)}`);
  return `{${members.join(",")}}`;
}

/** Hexadecimal digits are upper-case, and DEL is escaped, as by the stock tool. */
function jsonString(value: string): string {
  return JSON.stringify(value)
    .replace(
      /\\(?:u(....)|.)/g,
      (escape, hex?: string) =>
        hex === undefined ? escape : `\\u${hex.toUpperCase()}`,
    )
    .replaceAll("\x7f", "\\u007F");
}
