/**
 * byte_string - the bytes of a configuration file as a string, and back.
 *
 * main.cf has no encoding: Postfix reads bytes. A byte string is a JavaScript
 * string whose character codes are all 0..255, one per byte, so that searching
 * and slicing are those of strings and nothing is lost. Touches nothing.
 *
 * Leaves out: any guess at what the bytes mean. `decodeUtf8` is for showing a
 * value to a person or for naming a file, and says when that cannot be done.
 *
 * @module
 */

const CHUNK = 8192;
const NOT_A_BYTE = /[^\0-\xff]/;
const NOT_ASCII = /[^\0-\x7f]/;

/** Makes a byte string of the bytes. Never lossy. */
export function fromBytes(bytes: Uint8Array): string {
  // As UTF-8, only ASCII gives as many characters as bytes and no replacement.
  const text = new TextDecoder().decode(bytes);
  return text.length === bytes.length && !text.includes("\ufffd")
    ? text
    : fromBytesByCode(bytes);
}

/**
 * Gives the bytes of a byte string.
 *
 * @throws {RangeError} when a character code is above 255.
 */
export function toBytes(text: string): Uint8Array {
  if (!NOT_ASCII.test(text)) return new TextEncoder().encode(text);
  if (NOT_A_BYTE.test(text)) {
    throw new RangeError("not a byte string: a character code is above 255");
  }
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Reads a byte string as UTF-8; undefined when it is not valid UTF-8. */
export function decodeUtf8(text: string): string | undefined {
  if (!NOT_ASCII.test(text)) return text;
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(toBytes(text));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Makes a byte string, in UTF-8, of an ordinary string. */
export function encodeUtf8(text: string): string {
  if (!NOT_ASCII.test(text)) return text;
  return fromBytes(new TextEncoder().encode(text));
}

function fromBytesByCode(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return text;
}
