/**
 * The table of `postmulti --status`. Pure.
 *
 * Fits into 100 columns unless names or addresses are very long: the two columns that can
 * have many words in them are broken over several lines.
 *
 * @module
 */

import { printable } from "../diag/diagnostics.ts";
import { columnWidths, foldWords, tableLine, widest } from "../diag/table.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import { titleOf } from "../registry/instance.ts";
import {
  formatBytes,
  formatMoment,
  formatRunning,
  messageWords,
} from "./cells.ts";
import type { InstanceStatus } from "./instance_status.ts";

const HEAD = ["NAME", "GROUP", "ENABLED", "RUNNING", "SINCE", "DISK"];

const HEAD_OF_LISTS = { messages: "MESSAGES", endpoints: "ENDPOINTS" };

const MAX_WIDTH = 100;

/** Wide enough for `incoming 123456`. */
const MIN_LIST_WIDTH = 15;

const GAP = "  ";

interface Row {
  readonly cells: readonly string[];
  /** Separated by commas. */
  readonly messages: readonly string[];
  /** Separated by blanks. */
  readonly endpoints: readonly string[];
}

/**
 * The table as a byte string, with a line of headings.
 *
 * @param nowMs The present, in milliseconds since the epoch.
 * @param unknown What stands for what could not be seen.
 * @returns Lines with their newline; "" for no instance.
 */
export function formatStatus(
  statuses: readonly InstanceStatus[],
  options: { readonly nowMs: number; readonly unknown: string },
): string {
  if (statuses.length === 0) return "";
  const rows: readonly Row[] = [
    {
      cells: HEAD,
      messages: [HEAD_OF_LISTS.messages],
      endpoints: [HEAD_OF_LISTS.endpoints],
    },
    ...statuses.map((status) => rowOf(status, options)),
  ];
  const widths = columnWidths(rows.map(({ cells }) => cells));
  const taken = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const room = MAX_WIDTH - taken - GAP.length;
  // Endpoints can stand one below the other; messages have what that leaves.
  const longest = widest(rows.flatMap(({ endpoints }) => endpoints));
  const messagesWidth = Math.min(
    widest(rows.map(({ messages }) => messages.join(", "))),
    Math.max(MIN_LIST_WIDTH, room - longest),
  );
  const layout = [...widths, messagesWidth, room - messagesWidth];
  return fromText(rows.map((row) => linesOf(row, layout)).join(""));
}

function rowOf(
  { instance, master, endpoints, messages, diskBytes }: InstanceStatus,
  { nowMs, unknown }: { readonly nowMs: number; readonly unknown: string },
): Row {
  const { isRunning, sinceMs } = master;
  const since = sinceMs === undefined ? "-" : formatMoment(sinceMs, nowMs);
  const words = endpoints?.length === 0 ? ["none"] : endpoints;
  return {
    cells: [
      printable(titleOf(instance)),
      printable(instance.group || "-"),
      instance.enabled ? "yes" : "no",
      formatRunning(master, unknown),
      isRunning === undefined ? unknown : since,
      diskBytes === undefined ? unknown : formatBytes(diskBytes),
    ],
    messages: messageWords(messages, unknown),
    endpoints: words?.map(printable) ?? [unknown],
  };
}

function linesOf(
  { cells, messages, endpoints }: Row,
  layout: readonly number[],
): string {
  const [messagesWidth = 0, endpointsWidth = 0] = layout.slice(cells.length);
  const columns = [
    ...cells.map((cell) => [cell]),
    wrap(messages, { separator: ", ", width: messagesWidth }),
    wrap(endpoints, { separator: " ", width: endpointsWidth }),
  ];
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from(
    { length: height },
    (_, line) =>
      `${tableLine(columns.map((lines) => lines[line] ?? ""), layout)}\n`,
  ).join("");
}

/** Words in as few lines as they need; exported for its test. */
export function wrap(
  words: readonly string[],
  { separator, width }: { readonly separator: string; readonly width: number },
): string[] {
  const mark = separator.trimEnd();
  const last = words.length - 1;
  return foldWords(
    words.map((word, index) => index === last ? word : word + mark),
    { width },
  );
}
