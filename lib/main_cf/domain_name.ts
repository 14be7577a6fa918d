/**
 * domain_name - internationalized domain names in ASCII and in UTF-8.
 *
 * Follows UTS 46 without transitional mappings, as Postfix does. The mapping
 * itself is the one that the runtime has for URLs. Touches nothing.
 *
 * Known weak spot: that mapping also checks the rules for joiners and for text
 * in both directions, which Postfix does not ask for. A name that breaks them
 * cannot be converted here.
 *
 * @module
 */

import { decodeUtf8, encodeUtf8 } from "./byte_string.ts";
import { decodePunycode } from "./punycode.ts";

const NOT_ASCII = /[^\0-\x7f]/;
const OF_A_DOMAIN = /^[A-Za-z0-9._\x80-\u{10ffff}-]*$/u;
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
const NUMERIC = /^[0-9.]*$/;
const ACE_PREFIX = "xn--";
/** Of a whole name, in ASCII. */
const MAX_LENGTH = 253;
/** Keeps a name that ends in a number from being taken for an address. */
const TAIL = ".x";

/**
 * The form of a domain name with `xn--` labels. A name in ASCII is given back
 * as it is, whatever it is.
 *
 * @param name A byte string.
 * @returns Undefined for an empty name, and one that cannot be converted.
 */
export function domainToAscii(name: string): string | undefined {
  if (name !== "" && !NOT_ASCII.test(name)) return name;
  return convert(name)?.ascii;
}

/**
 * The form of a domain name without `xn--` labels. A name that is not in ASCII,
 * or empty, is given back as it is.
 *
 * @param name A byte string.
 * @returns A byte string in UTF-8; undefined for a name that cannot be converted.
 */
export function domainToUtf8(name: string): string | undefined {
  if (name === "" || NOT_ASCII.test(name)) return name;
  const unicode = convert(name)?.unicode;
  return unicode === undefined ? undefined : encodeUtf8(unicode);
}

interface Converted {
  readonly ascii: string;
  readonly unicode: string;
}

function convert(name: string): Converted | undefined {
  const ascii = mapToAscii(name);
  if (ascii === undefined || ascii.length > MAX_LENGTH) return undefined;
  if (NUMERIC.test(ascii)) return undefined;
  const labels: string[] = [];
  for (const label of ascii.split(".")) {
    const decoded = decodeLabel(label);
    if (decoded === undefined || !LABEL.test(label)) return undefined;
    if (/^-|-$|^..--/.test(decoded)) return undefined;
    labels.push(decoded);
  }
  return { ascii, unicode: labels.join(".") };
}

function mapToAscii(name: string): string | undefined {
  const text = decodeUtf8(name);
  if (text === undefined || !OF_A_DOMAIN.test(text)) return undefined;
  const url = URL.parse(`http://${text}${TAIL}`);
  return url?.hostname.slice(0, -TAIL.length);
}

function decodeLabel(label: string): string | undefined {
  if (!label.startsWith(ACE_PREFIX)) return label;
  return decodePunycode(label.slice(ACE_PREFIX.length));
}
