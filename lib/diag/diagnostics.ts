/**
 * Diagnostics: one line each, in the few severities of the Postfix tools.
 *
 * A message goes to a writer that is handed in (standard error, in the
 * program) as `postmulti: fatal: TEXT`, `postmulti: warning: TEXT` or
 * `postmulti: TEXT`, and what belongs into the mail log is kept for the layer
 * that can run postlog(1). Touches nothing by itself.
 *
 * @module
 */

/** Severities in the words of postlog(1). */
export type Severity = "info" | "warn" | "error" | "fatal" | "panic";

/** One line for the mail log. */
export interface LogRecord {
  /** How bad it is. */
  readonly severity: Severity;
  /** The text without program name and severity; printable, one line. */
  readonly text: string;
}

/** Where a run reports what happened. */
export interface Diagnostics {
  /** How often -v was given; 0 by default. */
  verbosity: number;
  /** What the mail log is still owed, oldest first; grows with each message. */
  readonly records: readonly LogRecord[];
  /** The run ends: to standard error and the mail log. */
  fatal(text: string): void;
  /** The run goes on, or was a success but for this: both places. */
  warning(text: string): void;
  /** A bug in this program: both places. */
  panic(text: string): void;
  /** For the person at the terminal: standard error only. */
  notice(text: string): void;
  /** A change that was made to the mail system: the mail log only. */
  change(text: string): void;
  /** Standard error, when verbosity is at least `level`. */
  debug(level: number, text: string): void;
}

/**
 * Control characters, line and paragraph separators, and the marks that reorder
 * text.
 */
export const CONTROL_CHARACTERS =
  // deno-lint-ignore no-control-regex -- control characters are the subject
  /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Make text fit for one line of a terminal and of a log: control characters,
 * line and paragraph separators and the marks that reorder text become `?`,
 * as Postfix does with what it logs.
 */
export function printable(text: string): string {
  return text.replace(CONTROL_CHARACTERS, "?");
}

/** How severities stand out on a terminal: red and yellow, in bold. */
const COLOURS = { fatal: "31", panic: "31", warning: "33" } as const;

/** A severity that a line on standard error begins with. */
type Word = keyof typeof COLOURS;

/**
 * The diagnostics of one run.
 *
 * @param write Takes one complete line, newline included.
 * @param options With `wantsColour` severities stand out, as a terminal shows it;
 * it is asked when there is one to say.
 */
export function createDiagnostics(
  write: (line: string) => void,
  { wantsColour = () => false }: { readonly wantsColour?: () => boolean } = {},
): Diagnostics {
  const records: LogRecord[] = [];
  const say = (word: Word | "", text: string): void => {
    const label = word === ""
      ? ""
      : `${wantsColour() ? coloured(word) : word}: `;
    write(`postmulti: ${label}${printable(text)}\n`);
  };
  const record = (severity: Severity, text: string): void => {
    records.push({ severity, text: printable(text) });
  };
  return {
    verbosity: 0,
    records,
    fatal(text): void {
      say("fatal", text);
      record("fatal", text);
    },
    warning(text): void {
      say("warning", text);
      record("warn", text);
    },
    panic(text): void {
      say("panic", text);
      record("panic", text);
    },
    notice(text): void {
      say("", text);
    },
    change(text): void {
      record("info", text);
    },
    debug(level, text): void {
      if (this.verbosity >= level) say("", text);
    },
  };
}

function coloured(word: Word): string {
  return `\x1b[1;${COLOURS[word]}m${word}\x1b[0m`;
}
