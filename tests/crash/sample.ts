/**
 * Choosing some of many. Reads the environment variable CRASH_POINTS: `some`, the
 * default, is what scripts/test.sh has time for; `most` tries every kill and every
 * failing change (`deno task crash`); `all` tries the rest as well, which takes hours.
 *
 * @module
 */

/** How many points of one kind are tried on one scenario when only some are. */
const SOME = 10;

/** Whether only some points of each kind are tried. */
export function isShort(): boolean {
  return points() === "some";
}

/** At most as many of one kind of attempts as there is time for. */
export function sampleKind<T>(attempts: readonly T[]): readonly T[] {
  return isShort() ? spread(attempts, SOME) : attempts;
}

/**
 * At most `count` items, evenly spread, the first and the last among them, or all
 * when all points are tried.
 */
export function sample<T>(items: readonly T[], count: number): readonly T[] {
  return points() === "all" ? items : spread(items, count);
}

function points(): "some" | "most" | "all" {
  const value = Deno.env.get("CRASH_POINTS") ?? "some";
  if (value === "some" || value === "most" || value === "all") return value;
  throw new Error(`CRASH_POINTS is some, most or all, not ${value}`);
}

function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  const step = (items.length - 1) / (count - 1);
  const chosen = Array.from({ length: count }, (_, n) => Math.round(n * step));
  return items.filter((_, index) => chosen.includes(index));
}
