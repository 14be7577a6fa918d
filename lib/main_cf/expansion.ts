/**
 * How far the expansion of a value has come, and what bounds it. Pure.
 *
 * References to one parameter can be very many, as in `b2 = $b1$b1$b1`, `b3 =
 * $b2$b2$b2` and so on. So each parameter is expanded once, and how far its
 * references go below it is kept: the limits hold as if it were expanded again.
 *
 * @module
 */

import { ExpandError } from "./expand_error.ts";

/** Postfix's own limit on references within references. */
const MAX_LEVEL = 100;
/** Comparisons start a new count of levels; this bounds their sum. */
const MAX_DEPTH = 1000;
/** Characters read and written in all, over every value that takes part. */
const MAX_WORK = 4 * 1024 * 1024;

/** What a parameter expands to. */
interface Expanded {
  readonly text: string;
  /** How many levels its references go below its own. */
  readonly levels: number;
  /** The same with levels of comparisons. */
  readonly depth: number;
}

/** The limits of one expansion. */
export interface Expansion {
  /** Call `expand` for a value, which is at a level, unless that is out of bounds. */
  enter(value: string, level: number, expand: () => string): string;
  /** Call `expand` for a parameter whose value is at a level, if it is not known. */
  once(name: string, level: number, expand: () => string): string;
  /** Call `expand` for what counts its levels from 0, whatever is around it. */
  apart(expand: () => string): string;
}

/** Begin an expansion. */
export function beginExpansion(): Expansion {
  const known = new Map<string, Expanded>();
  let work = 0;
  let depth = 0;
  // The greatest so far, in the parameter that is being expanded.
  let maxDepth = 0;
  let maxLevel = 0;

  function count(text: string): void {
    work += text.length + 1;
    if (work > MAX_WORK) throw new ExpandError("grows without end");
  }

  function reach(level: number, below: number): void {
    if (level > MAX_LEVEL || below > MAX_DEPTH) {
      throw new ExpandError("references are nested too deeply");
    }
    maxLevel = Math.max(maxLevel, level);
    maxDepth = Math.max(maxDepth, below);
  }

  return {
    enter(value, level, expand) {
      count(value);
      if (value === "") return "";
      reach(level, depth);
      depth++;
      const text = expand();
      depth--;
      return text;
    },
    once(name, level, expand) {
      const before = known.get(name);
      if (before !== undefined) {
        count(before.text);
        reach(level + before.levels, depth + before.depth);
        return before.text;
      }
      const around = { maxDepth, maxLevel };
      // A value that is empty reaches no level.
      maxDepth = -Infinity;
      maxLevel = -Infinity;
      const text = expand();
      known.set(name, {
        text,
        levels: maxLevel - level,
        depth: maxDepth - depth,
      });
      maxDepth = Math.max(maxDepth, around.maxDepth);
      maxLevel = Math.max(maxLevel, around.maxLevel);
      return text;
    },
    apart(expand) {
      const around = maxLevel;
      const text = expand();
      maxLevel = around;
      return text;
    },
  };
}
