/**
 * Reading standard input to its end.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { reasonOf } from "./files.ts";

/** The most that is read, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * All bytes of standard input.
 *
 * @throws {FatalError} When it cannot be read, or there are too many.
 */
export function readInput(): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length <= MAX_BYTES) {
    const part = readPart();
    if (part === undefined) return joined(parts, length);
    parts.push(part);
    length += part.length;
  }
  throw new FatalError(`standard input: more than ${MAX_BYTES} bytes`);
}

function readPart(): Uint8Array | undefined {
  const buffer = new Uint8Array(65536);
  try {
    const count = Deno.stdin.readSync(buffer);
    return count === null ? undefined : buffer.subarray(0, count);
  } catch (error) {
    throw new FatalError(`standard input: ${reasonOf(error)}`);
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
