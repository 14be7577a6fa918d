/**
 * A bounded parallel map. Pure of everything but the promises it is given.
 *
 * @module
 */

/**
 * Starts `work` on every item, at most `limit` at a time and in order, and
 * returns one promise per item at once. A rejection stays in its own promise.
 */
export function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R>[] {
  const lanes: Promise<unknown>[] = Array.from(
    { length: limit },
    () => Promise.resolve(),
  );
  let started = 0;
  return items.map((item) => {
    const lane = started++ % limit;
    const result = (lanes[lane] ?? Promise.resolve()).then(() => work(item));
    lanes[lane] = result.catch(() => undefined);
    return result;
  });
}
