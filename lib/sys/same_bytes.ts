/**
 * Comparing bytes.
 *
 * @module
 */

/** Whether both are the same bytes. */
export function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length &&
    one.every((byte, at) => byte === other[at]);
}
