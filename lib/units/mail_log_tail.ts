/**
 * What the mail system has said in its own log file since a moment: the reason of a
 * failed start, for those who look at the journal.
 *
 * @module
 */

import type { Parameters } from "../postfix/parameters.ts";
import { fromBytes } from "../main_cf/byte_string.ts";
import { toText } from "../main_cf/lossless_text.ts";
import { statOrNothing } from "../sys/files.ts";
import { readFrom } from "../sys/file_end.ts";

/** How much of the log is looked at, in bytes. */
const MOST_BYTES = 64 * 1024;

/** How many lines are shown. */
const MOST_LINES = 12;

const SEVERE = /\]: (warning|error|fatal|panic): /;

/** Remembers where the log ends now, and gives what is severe of what came after. */
export function watchMailLog(primary: Parameters): () => readonly string[] {
  const path = primary.value("maillog_file");
  if (!path.startsWith("/") || path.startsWith("/dev/")) return () => [];
  const before = statOrNothing(path)?.size ?? 0;
  return () => {
    const size = statOrNothing(path)?.size ?? 0;
    const start = Math.max(size < before ? 0 : before, size - MOST_BYTES);
    const text = toText(fromBytes(readFrom(path, start, MOST_BYTES)));
    return severeLines(text);
  };
}

/** The last of the lines that report something wrong. Pure. */
export function severeLines(text: string): readonly string[] {
  return text.split("\n").filter((line) => SEVERE.test(line))
    .slice(-MOST_LINES);
}
