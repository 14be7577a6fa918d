/**
 * punycode - reads what stands behind `xn--` in a label of a domain name.
 *
 * RFC 3492, with its parameters for domain names. Touches nothing.
 *
 * Leaves out: encoding, the prefix, and whether the characters may stand in a
 * domain name (domain_name.ts).
 *
 * @module
 */

const BASE = 36;
const LOWEST_THRESHOLD = 1;
const HIGHEST_THRESHOLD = 26;
const SKEW = 38;
const FIRST_DAMPING = 700;
const FIRST_BIAS = 72;
const FIRST_CODE_POINT = 0x80;
const LAST_CODE_POINT = 0x10ffff;
const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Decodes Punycode in lower case; undefined when the text is none. */
export function decodePunycode(text: string): string | undefined {
  const hyphen = text.lastIndexOf("-");
  const points = Array.from(
    text.slice(0, Math.max(hyphen, 0)),
    (character) => character.charCodeAt(0),
  );
  let codePoint = FIRST_CODE_POINT;
  let bias = FIRST_BIAS;
  let place = 0;
  let isFirst = true;
  for (let at = hyphen + 1; at < text.length; isFirst = false) {
    const number = readNumber(text, at, bias);
    if (number === undefined) return undefined;
    at = number.end;
    const places = points.length + 1;
    bias = nextBias(number.value, places, isFirst);
    codePoint += Math.floor((place + number.value) / places);
    if (codePoint > LAST_CODE_POINT) return undefined;
    place = (place + number.value) % places;
    points.splice(place++, 0, codePoint);
  }
  return String.fromCodePoint(...points);
}

interface ReadNumber {
  readonly value: number;
  readonly end: number;
}

/** Reads a number of variable length, its lowest digit first (section 3.3). */
function readNumber(
  text: string,
  start: number,
  bias: number,
): ReadNumber | undefined {
  let value = 0;
  let weight = 1;
  for (let at = start; at < text.length; at++) {
    const digit = DIGITS.indexOf(text.charAt(at));
    if (digit < 0) return undefined;
    value += digit * weight;
    if (value > Number.MAX_SAFE_INTEGER) return undefined;
    const threshold = Math.min(
      Math.max(BASE * (at - start + 1) - bias, LOWEST_THRESHOLD),
      HIGHEST_THRESHOLD,
    );
    if (digit < threshold) return { value, end: at + 1 };
    weight *= BASE - threshold;
  }
  return undefined;
}

/** Adapts the bias to the number just read (section 3.4). */
function nextBias(value: number, places: number, isFirst: boolean): number {
  let rest = Math.floor(value / (isFirst ? FIRST_DAMPING : 2));
  rest += Math.floor(rest / places);
  const limit = ((BASE - LOWEST_THRESHOLD) * HIGHEST_THRESHOLD) / 2;
  let bias = 0;
  while (rest > limit) {
    rest = Math.floor(rest / (BASE - LOWEST_THRESHOLD));
    bias += BASE;
  }
  return bias + Math.floor(BASE * rest / (rest + SKEW));
}
