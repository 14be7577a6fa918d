/**
 * Figures as they stand in the table of `postmulti --status`. Pure.
 *
 * @module
 */

import { MESSAGE_QUEUES } from "../postfix/queue.ts";
import type { MasterState, MessageCounts } from "./instance_status.ts";

const UNITS = ["KiB", "MiB", "GiB", "TiB"] as const;

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** About half a year: what is older is shown with its year, as ls(1) does. */
const RECENT_MS = 182 * 24 * 3600 * 1000;

/** Disk use in the largest unit that leaves a number of 1 or more: `1.2 MiB`. */
export function formatBytes(bytes: number): string {
  if (bytes === 0) return "0";
  let value = bytes / 1024;
  let unit = 0;
  // What would be rounded to 1024 is one of the next unit.
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const isWhole = unit === 0 || value >= 9.95;
  return `${isWhole ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/**
 * What is in the queues, one word for each that is not empty: `deferred 12`.
 *
 * @param unknown Stands for a number that is not known.
 */
export function messageWords(
  messages: MessageCounts,
  unknown: string,
): string[] {
  const counts = MESSAGE_QUEUES.map((queue) => messages[queue]);
  if (counts.every((count) => count === undefined)) return [unknown];
  const words = MESSAGE_QUEUES.flatMap((queue) => {
    const count = messages[queue];
    return count === 0 ? [] : [`${queue} ${count ?? unknown}`];
  });
  return words.length === 0 ? ["0"] : words;
}

/** The process id of a running instance, `no`, or what stands for unknown. */
export function formatRunning(
  { isRunning, pid }: MasterState,
  unknown: string,
): string {
  if (isRunning === undefined) return unknown;
  return isRunning ? pid?.toString() ?? "yes" : "no";
}

/** A moment in local time: `Nov 21 11:50`, or `Nov 21  2025` when not recent. */
export function formatMoment(momentMs: number, nowMs: number): string {
  const moment = new Date(momentMs);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = String(moment.getDate()).padStart(2);
  const isRecent = momentMs <= nowMs && nowMs - momentMs < RECENT_MS;
  return `${MONTHS[moment.getMonth()]} ${day} ` +
    (isRecent
      ? `${two(moment.getHours())}:${two(moment.getMinutes())}`
      : ` ${moment.getFullYear()}`);
}
