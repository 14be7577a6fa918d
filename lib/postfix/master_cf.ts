/**
 * The services of a master.cf file; see master(5). Pure.
 *
 * A line that is not a service is a problem, not an error, so that the rest can
 * still be shown.
 *
 * @module
 */

import { logicalLines } from "../main_cf/logical_lines.ts";
import {
  FIELD_COUNT,
  keyOf,
  type MasterEntry,
  parseEntry,
} from "./master_entry.ts";
import { wordsOf } from "./master_words.ts";

/** One service of master.cf. */
export interface MasterService extends MasterEntry {
  /** Number, from 1, of the line it begins on. */
  readonly line: number;
}

/** A line that is not a service. */
export interface MasterProblem {
  /** Number, from 1. */
  readonly line: number;
  /** What is wrong with it. */
  readonly text: string;
}

/** A master.cf file, understood. */
export interface MasterCf {
  /** In the order of the file; of several with one name and type, the last. */
  readonly services: readonly MasterService[];
  /** What master(8) does not use: an entry for the same name and type follows. */
  readonly hidden: readonly MasterService[];
  /** In the order of the file. */
  readonly problems: readonly MasterProblem[];
}

/**
 * Read a master.cf file.
 *
 * @param file Its bytes, one per character.
 */
export function parseMasterCf(file: string): MasterCf {
  const services = new Map<string, MasterService>();
  const hidden: MasterService[] = [];
  const problems: MasterProblem[] = [];
  for (const { line, text } of logicalLines(file)) {
    const entry = parseEntry(text);
    if (entry === undefined) {
      const found = wordsOf(text).length;
      problems.push({
        line,
        text: `${found} fields where ${FIELD_COUNT} belong`,
      });
      continue;
    }
    const key = keyOf(entry);
    const earlier = services.get(key);
    if (earlier !== undefined) hidden.push(earlier);
    // The later one takes the place of the earlier, at its own place.
    services.delete(key);
    services.set(key, { ...entry, line });
  }
  return { services: [...services.values()], hidden, problems };
}
