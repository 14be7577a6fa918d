/**
 * parse - the settings of a main.cf file.
 *
 * Reads what postconf(1) reads: `name = value` logical lines, the last setting
 * of a name wins, white space around the name and the value does not count.
 * A NUL byte ends its logical line, as it does in Postfix. Touches nothing.
 *
 * Where Postfix gives up on the whole file, the line becomes a problem and
 * reading goes on, so that every mistake can be reported at once. What Postfix
 * only warns about is a warning.
 *
 * Leaves out: `$name` references (expand.ts) and what a name means.
 *
 * @module
 */

import { fromBytes } from "./byte_string.ts";
import { excerpt } from "./excerpt.ts";
import { type LogicalLine, logicalLines } from "./logical_lines.ts";
import { isWhiteSpace, skipWhiteSpace, trimWhiteSpace } from "./white_space.ts";

const EQUALS = 0x3d;

/** One `name = value`, with continuation lines joined. */
export interface Setting {
  /** A byte string without white space. */
  readonly name: string;
  /** A byte string without white space around it. */
  readonly value: string;
  /** Number, from 1, of the first line of the setting. */
  readonly line: number;
}

/** Something wrong with a logical line. */
export interface MainCfProblem {
  /** Number, from 1, of its first line. */
  readonly line: number;
  /** What is wrong with it, in printable ASCII, for a message. */
  readonly text: string;
}

/** What a main.cf file says. */
export interface MainCf {
  /** The setting in force for each name, in the order of first mention. */
  readonly settings: ReadonlyMap<string, Setting>;
  /** Lines that make Postfix refuse the file, in the order of the file. */
  readonly problems: readonly MainCfProblem[];
  /** What Postfix only warns about: ignored and overridden lines. */
  readonly warnings: readonly MainCfProblem[];
}

interface Collector {
  readonly settings: Map<string, Setting>;
  readonly problems: MainCfProblem[];
  readonly warnings: MainCfProblem[];
}

/** Reads a whole main.cf file (postconf(5), "general format"). */
export function parseMainCf(file: Uint8Array): MainCf {
  const found = { settings: new Map(), problems: [], warnings: [] };
  for (const line of logicalLines(fromBytes(file))) collectLine(line, found);
  return found;
}

function collectLine(logical: LogicalLine, found: Collector): void {
  const { line } = logical;
  const text = untilNul(logical.text);
  const nameEnd = endOfName(text);
  if (isWhiteSpace(text.charCodeAt(0))) {
    const what = "ignored, because it begins with white space and continues";
    found.warnings.push({
      line,
      text: `${what} no setting: "${excerpt(text)}"`,
    });
    return;
  }
  if (nameEnd === 0) {
    found.problems.push({
      line,
      text: `no parameter name in "${excerpt(text)}"`,
    });
    return;
  }
  const equals = skipWhiteSpace(text, nameEnd);
  if (text.charCodeAt(equals) !== EQUALS) {
    const what = `no "=" after the parameter name in "${excerpt(text)}"`;
    found.problems.push({ line, text: what });
    return;
  }
  const name = text.slice(0, nameEnd);
  const value = trimWhiteSpace(text.slice(equals + 1));
  collectSetting({ name, value, line }, found);
}

function collectSetting(setting: Setting, found: Collector): void {
  const { name, line } = setting;
  const earlier = found.settings.get(name);
  if (earlier !== undefined && earlier.value !== setting.value) {
    const what = `${excerpt(name)} overrides its setting in line`;
    found.warnings.push({ line, text: `${what} ${earlier.line}` });
  }
  found.settings.set(name, setting);
}

function untilNul(text: string): string {
  const nul = text.indexOf("\0");
  return nul < 0 ? text : text.slice(0, nul);
}

function endOfName(text: string): number {
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === EQUALS || isWhiteSpace(code)) break;
    at++;
  }
  return at;
}
