/**
 * The shape of a differential scenario: command lines that the stock postmulti
 * and ours run in the same order, each in a fresh world, and in what they may
 * differ. Data only.
 *
 * @module
 */

import type { Tree } from "../world/tree.ts";

/** One command line, and what is said about it beyond "the same as stock". */
export interface Step {
  /** Shell text; `postmulti` is the tool under test. */
  readonly run: string;
  /** What our stderr must contain. Stock's texts are not compared. */
  readonly says?: RegExp;
  /** What ours does where it differs on purpose; the scenario's `why` says why. */
  readonly ours?: {
    readonly status?: number;
    readonly stdout?: string;
  };
}

/** A named list of steps, compared step by step and then by resulting trees. */
export interface Scenario {
  /** Completes the sentence `postmulti ...`; unique. */
  readonly name: string;
  /** Shell text that prepares both worlds (functions: `world/setup.sh`). */
  readonly setup?: string;
  /**
   * True when every step is a mistake: our status must be 1, our stdout empty,
   * and our stderr one line that begins with `postmulti: fatal: `.
   */
  readonly fatal?: boolean;
  /** A string is a step about which nothing more is said. */
  readonly steps: readonly (string | Step)[];
  /** Why ours differs on purpose. Required with `ours` and `oursTree`. */
  readonly why?: string;
  /**
   * Asserts our resulting trees where they differ from stock's on purpose; the
   * trees are not compared with stock's then.
   */
  readonly oursTree?: (trees: ResultingTrees) => void;
}

/** The recorded trees of both runs. */
export interface ResultingTrees {
  /** Ours, after the setup and before the first step. */
  readonly before: Tree;
  /** Ours, after the last step. */
  readonly after: Tree;
  /** The stock tool's, after the last step. */
  readonly stock: Tree;
}

/** A step in its long form. */
export function asStep(step: string | Step): Step {
  return typeof step === "string" ? { run: step } : step;
}
