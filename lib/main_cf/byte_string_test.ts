import { assertEquals, assertThrows } from "@std/assert";
import { decodeUtf8, encodeUtf8, fromBytes, toBytes } from "./byte_string.ts";

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, index) => index);

Deno.test("fromBytes() gives one character per byte, whatever the byte", () => {
  const text = fromBytes(EVERY_BYTE);
  assertEquals([...text].map((c) => c.charCodeAt(0)), [...EVERY_BYTE]);
});

Deno.test("fromBytes() keeps each byte when it comes alone", () => {
  for (const byte of EVERY_BYTE) {
    assertEquals(fromBytes(Uint8Array.of(byte)), String.fromCharCode(byte));
  }
});

Deno.test("fromBytes() keeps a byte order mark", () => {
  assertEquals(
    fromBytes(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)),
    "\xef\xbb\xbfa",
  );
});

Deno.test("toBytes() gives back the bytes of a file longer than a chunk", () => {
  const file = Uint8Array.from({ length: 100_001 }, (_, i) => (i * 7) % 256);
  assertEquals(toBytes(fromBytes(file)), file);
});

Deno.test("toBytes() gives the bytes of plain ASCII", () => {
  assertEquals(toBytes("a = b\n"), Uint8Array.of(97, 32, 61, 32, 98, 10));
});

Deno.test("toBytes() throws when the text is not a byte string", () => {
  assertThrows(() => toBytes("\u20ac"), RangeError, "above 255");
});

Deno.test("decodeUtf8() reads valid UTF-8", () => {
  assertEquals(decodeUtf8("caf\xc3\xa9"), "café");
  assertEquals(decodeUtf8("plain"), "plain");
});

Deno.test("decodeUtf8() gives undefined for anything else", () => {
  assertEquals(decodeUtf8("caf\xe9"), undefined);
  assertEquals(decodeUtf8("\xc0\x80"), undefined);
  assertEquals(decodeUtf8("\xed\xa0\x80"), undefined);
});

Deno.test("decodeUtf8() keeps a byte order mark", () => {
  assertEquals(decodeUtf8("\xef\xbb\xbfa"), "\ufeffa");
});

Deno.test("encodeUtf8() makes what decodeUtf8() reads", () => {
  assertEquals(encodeUtf8("café €"), "caf\xc3\xa9 \xe2\x82\xac");
  assertEquals(decodeUtf8(encodeUtf8("café € 😀")), "café € 😀");
});
