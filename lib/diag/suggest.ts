/**
 * What was probably meant by a word that is unknown. Pure.
 *
 * @module
 */

/** How many letters of three may be wrong: one. */
const LETTERS_PER_ERROR = 3;

/**
 * The word that a mistyped one is nearest to; the first of those that are equally
 * near.
 *
 * @returns Undefined when it is like none of them.
 */
export function nearest(
  word: string,
  known: readonly string[],
): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const length = Math.max(word.length, candidate.length);
    if (distance > Math.floor(length / LETTERS_PER_ERROR)) continue;
    if (distance >= least) continue;
    best = candidate;
    least = distance;
  }
  return best;
}

/** To be put behind the mistyped word in a message; "" without a guess. */
export function didYouMean(guess: string | undefined): string {
  return guess === undefined ? "" : ` (did you mean ${guess}?)`;
}

/**
 * How many letters have to be put in, left out or replaced, or neighbours to be
 * swapped, to make one word the other.
 */
export function editDistance(one: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1];
      current.push(Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      ));
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}
