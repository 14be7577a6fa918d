/**
 * What the doctor has to say.
 *
 * @module
 */

/** Mail is or will be held up; it works, but not as it looks; worth knowing. */
export type FindingSeverity = "error" | "warning" | "note";

/** A line of a file; a whole file, or a directory, without its number. */
export interface Place {
  /** Absolute path. */
  readonly file: string;
  /** Number, from 1; undefined when it is about no single line. */
  readonly line: number | undefined;
}

/** What a rule has found. */
export interface Observation extends Place {
  /** How bad it is. */
  readonly severity: FindingSeverity;
  /** The configuration directory of the instance that it is about. */
  readonly configDirectory: string;
  /** Configuration directories of the other instances that have to do with it. */
  readonly others: readonly string[];
  /** What is wrong, in one sentence without its full stop. */
  readonly what: string;
  /** Why that matters. */
  readonly why: string;
  /** The command that changes it; fill in the words in capitals. */
  readonly fix: string;
}

/** An observation, with the names for those who read it. */
export interface Finding extends Observation {
  /** The rule that found it: `same-endpoint`. */
  readonly id: string;
  /** What the instance is called. */
  readonly instance: string;
}
