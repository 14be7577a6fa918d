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
export interface Expanded {
  /** Its value, with all references replaced. */
  readonly text: string;
  /** How many levels its references go below its own. */
  readonly levels: number;
  /** The same with levels of comparisons. */
  readonly depth: number;
}

/** How far an expansion has come. */
export interface Expansion {
  /** What has been expanded, by name. */
  readonly known: Map<string, Expanded>;
  /** Characters so far. */
  work: number;
  /** How deep in references this is. */
  depth: number;
  /** The greatest so far, in the parameter that is being expanded. */
  maxDepth: number;
  /** The greatest so far, since levels were last counted from 0. */
  maxLevel: number;
}

/** Begin an expansion. */
export function beginExpansion(): Expansion {
  return { known: new Map(), work: 0, depth: 0, maxDepth: 0, maxLevel: 0 };
}

/**
 * Call `expand` for a value that is at a level.
 *
 * @throws {ExpandError} When that is out of bounds.
 */
export function enterValue(
  expansion: Expansion,
  { value, level }: { readonly value: string; readonly level: number },
  expand: () => string,
): string {
  countWork(expansion, value);
  if (value === "") return "";
  reach(expansion, level, expansion.depth);
  expansion.depth++;
  const text = expand();
  expansion.depth--;
  return text;
}

/**
 * Call `expand` for a parameter whose value is at a level, if it is not known.
 *
 * @throws {ExpandError} When that is out of bounds.
 */
export function expandOnce(
  expansion: Expansion,
  { name, level }: { readonly name: string; readonly level: number },
  expand: () => string,
): string {
  const { known, depth, maxDepth, maxLevel } = expansion;
  const before = known.get(name);
  if (before !== undefined) {
    countWork(expansion, before.text);
    reach(expansion, level + before.levels, depth + before.depth);
    return before.text;
  }
  // A value that is empty reaches no level.
  expansion.maxDepth = -Infinity;
  expansion.maxLevel = -Infinity;
  const text = expand();
  known.set(name, {
    text,
    levels: expansion.maxLevel - level,
    depth: expansion.maxDepth - depth,
  });
  expansion.maxDepth = Math.max(expansion.maxDepth, maxDepth);
  expansion.maxLevel = Math.max(expansion.maxLevel, maxLevel);
  return text;
}

/** Call `expand` for what counts its levels from 0, whatever is around it. */
export function expandApart(
  expansion: Expansion,
  expand: () => string,
): string {
  const { maxLevel } = expansion;
  const text = expand();
  expansion.maxLevel = maxLevel;
  return text;
}

function countWork(expansion: Expansion, text: string): void {
  expansion.work += text.length + 1;
  if (expansion.work > MAX_WORK) throw new ExpandError("grows without end");
}

function reach(expansion: Expansion, level: number, depth: number): void {
  if (level > MAX_LEVEL || depth > MAX_DEPTH) {
    throw new ExpandError("references are nested too deeply");
  }
  expansion.maxLevel = Math.max(expansion.maxLevel, level);
  expansion.maxDepth = Math.max(expansion.maxDepth, depth);
}
