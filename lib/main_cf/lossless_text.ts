/**
 * Text that may have bytes in it which are not UTF-8, and gives them back.
 *
 * A byte that is part of no UTF-8 sequence becomes a lone surrogate, U+DC80 to
 * U+DCFF, which no decoded text can contain. Pure.
 *
 * @module
 */

import { decodeUtf8, encodeUtf8 } from "./byte_string.ts";

const SEQUENCE =
  /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;

const LONE_BYTE = /[\udc80-\udcff]/u;

/** The text of a byte string. */
export function toText(bytes: string): string {
  return decodeUtf8(bytes) ??
    bytes.replace(
      SEQUENCE,
      (sequence) => decodeUtf8(sequence) ?? escapeBytes(sequence),
    );
}

/** The byte string of a text, with the bytes that toText found. */
export function fromText(text: string): string {
  if (!LONE_BYTE.test(text)) return encodeUtf8(text);
  return text.split(/([\udc80-\udcff]+)/u).map((part, index) =>
    index % 2 === 0 ? encodeUtf8(part) : unescapeBytes(part)
  ).join("");
}

function escapeBytes(bytes: string): string {
  return bytes.replace(
    /[^]/g,
    (byte) => String.fromCharCode(0xdc00 + byte.charCodeAt(0)),
  );
}

function unescapeBytes(text: string): string {
  return text.replace(
    /[^]/g,
    (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xdc00),
  );
}
