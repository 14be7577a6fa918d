/**
 * Which paths a command may change. Pure.
 *
 * The list in the primary's main.cf, and what belongs to the instances out, old
 * and new; never the instances in and msa, the primary's own queue and data, or
 * anything else on the machine.
 *
 * @module
 */

/** What speaks for a change. */
export interface Concern {
  /** The command line. */
  readonly words: readonly string[];
  /** What went into the world before it, one character per byte. */
  readonly input: string;
}

const OURS = /\/postfix-(out|old|new)[^/]*(\/|$)/;
const PRIMARY = /^\/etc\/postfix\/(main\.cf|main\.cf\.tmp|postmulti\.lock)$/;
const CACHE = /^\/var\/cache(\/postmulti(\/[^/]+)?)?$/;
const OTHERS = /^\/(etc|var\/spool|var\/lib)\/postfix-(in|msa)(\/|$)/;

/** Whether a change of this path is what the command was asked for. */
export function isConcerned(
  path: string,
  { words, input }: Concern,
): boolean {
  if (CACHE.test(path)) return true;
  if (isReading(words)) return false;
  if (PRIMARY.test(path) || OURS.test(path)) return true;
  if (OTHERS.test(path)) return isSelected(path, words);
  return isNamed(path, words, input);
}

/** Whether a command line only looks. */
export function isReading(words: readonly string[]): boolean {
  return words.includes("--dry-run") ||
    !words.some((word) => /^-[a-zA-Z]*e/.test(word) || word === "--recover");
}

/** The instance in may be edited by a command that names it. */
function isSelected(path: string, words: readonly string[]): boolean {
  const name = /postfix-(in|msa)/.exec(path)?.[1] ?? "";
  return words.some((word) =>
    word.includes(name) && !/destroy|init/.test(word)
  );
}

/** A new instance may be put wherever the administrator says: no deeper names. */
function isNamed(
  path: string,
  words: readonly string[],
  input: string,
): boolean {
  const parts = path.split("/");
  return parts.some((_, depth) => {
    const above = parts.slice(0, depth + 1).join("/");
    if (depth < 3 || /^\/(etc|var\/\w+)$/.test(above)) return false;
    return words.some((word) => word.includes(`=${above}`)) ||
      new RegExp(`_directory\\s*=[^\\n]*${escape(above)}`).test(input);
  });
}

function escape(text: string): string {
  return text.replace(/[^\w/]/g, "\\$&");
}
