/**
 * Choosing some of many. Reads the environment variable CRASH_ALL: when it is
 * set, all are chosen.
 *
 * @module
 */

/** At most `count` items, evenly spread, the first and the last among them. */
export function sample<T>(items: readonly T[], count: number): readonly T[] {
  if (Deno.env.has("CRASH_ALL") || items.length <= count) return items;
  const step = (items.length - 1) / (count - 1);
  const chosen = Array.from({ length: count }, (_, n) => Math.round(n * step));
  return items.filter((_, index) => chosen.includes(index));
}
