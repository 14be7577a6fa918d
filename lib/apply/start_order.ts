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
  const there = wanted.filter((directory) => listed.includes(directory));
  const rest = [...there];
  const order = listed.map((directory) =>
    there.includes(directory) ? rest.shift() ?? directory : directory
  );
  for (const [index, directory] of wanted.entries()) {
    if (order.includes(directory)) continue;
    const before = wanted[index - 1];
    const after = wanted.slice(index + 1).find((one) => order.includes(one));
    const at = before === undefined
      ? after === undefined ? order.length : order.indexOf(after)
      : order.indexOf(before) + 1;
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
  listed: readonly string[],
): string | undefined {
  return order.slice(order.indexOf(configDirectory) + 1)
    .find((directory) => listed.includes(directory));
}
