/**
 * The start order: the list of secondary instances, and the places in it. Pure.
 *
 * @module
 */

import { encodeUtf8 } from "../main_cf/byte_string.ts";

/**
 * The start order that a document wants, as entries of the list.
 *
 * What the document does not mention keeps its place; what is mentioned shares
 * the places that it has now; what is new comes after what it follows.
 *
 * @param listed What is listed, in order.
 * @param wanted What there should be, in order; new entries among it.
 */
export function wantedOrder(
  listed: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  const present = new Set(listed);
  const there = wanted.filter((directory) => present.has(directory));
  const mentioned = new Set(there);
  let next = 0;
  const order = listed.map((directory) =>
    mentioned.has(directory) ? there[next++] ?? directory : directory
  );
  const placed = new Set(order);
  for (const [index, directory] of wanted.entries()) {
    if (placed.has(directory)) continue;
    placed.add(directory);
    const before = wanted[index - 1];
    const [first] = there;
    const at = before !== undefined
      ? order.indexOf(before) + 1
      : first === undefined
      ? order.length
      : order.indexOf(first);
    order.splice(at, 0, directory);
  }
  return order;
}

/** An order as bytes, as the list has it. */
export function orderAsBytes(order: readonly string[]): readonly string[] {
  return order.map(encodeUtf8);
}

/** The entry of a list that a new entry goes before. */
export function entryAfter(
  configDirectory: string,
  order: readonly string[],
  listed: ReadonlySet<string>,
): string | undefined {
  return order.slice(order.indexOf(configDirectory) + 1)
    .find((directory) => listed.has(directory));
}
