import { assertEquals } from "@std/assert";
import { encodeUtf8 } from "./byte_string.ts";
import { fromText, toText } from "./lossless_text.ts";

const CASES: readonly (readonly [string, string])[] = [
  ["", ""],
  ["plain", "plain"],
  [encodeUtf8("grün 日本 😀"), "grün 日本 😀"],
  ["gr\xfcn", "gr\udcfcn"],
  ["\xc3", "\udcc3"],
  ["\xc3\xbc\xfc\xe2\x82", "ü\udcfc\udce2\udc82"],
  ["\xed\xa0\x80", "\udced\udca0\udc80"],
];

for (const [bytes, text] of CASES) {
  Deno.test(`toText() and fromText() are inverse for ${escape(bytes)}`, () => {
    assertEquals(toText(bytes), text);
    assertEquals(fromText(text), bytes);
  });
}

function escape(bytes: string): string {
  return bytes.replace(/[^ -~]/g, (b) => `<${b.charCodeAt(0).toString(16)}>`);
}
