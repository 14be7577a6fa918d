import { assertEquals } from "@std/assert";
import { decodeUtf8, encodeUtf8 } from "./byte_string.ts";
import { domainToAscii, domainToUtf8 } from "./domain_name.ts";

// Every answer below is what `postconf -x` of Postfix 3.11.7 gave, undefined for
// a mistake.

const LONG_LABEL = "a".repeat(70);

const TO_ASCII: readonly (readonly [string, string | undefined])[] = [
  ["", undefined],
  ["Foo.COM", "Foo.COM"],
  ["foo..com", "foo..com"],
  ["foo bar", "foo bar"],
  ["[1.2.3.4]", "[1.2.3.4]"],
  [`${LONG_LABEL}.com`, `${LONG_LABEL}.com`],
  ["xn--zzzzzz--9999.com", "xn--zzzzzz--9999.com"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["BÜCHER.Example", "xn--bcher-kva.example"],
  ["straße.example", "xn--strae-oqa.example"],
  ["ας.gr", "xn--mxa8a.gr"],
  ["💩.la", "xn--ls8h.la"],
  ["☃.net", "xn--n3h.net"],
  ["ال.com", "xn--mgb2d.com"],
  ["a。b", "a.b"],
  ["a\u00adb", "ab"],
  ["Ａb.ü", "ab.xn--tda"],
  ["क्\u200d.de", "xn--11b6iy14e.de"],
  ["bü.1.2", "xn--b-eha.1.2"],
  ["bücher.a_b.com", "xn--bcher-kva.a_b.com"],
  ["bücher.", undefined],
  [".bücher", undefined],
  ["bücher..x", undefined],
  ["bücher x", undefined],
  ["bücher@x", undefined],
  ["bücher/x:y", undefined],
  ["-bücher.com", undefined],
  ["bücher-.de", undefined],
  ["bücher.-a.com", undefined],
  ["ab--ü.com", undefined],
  ["bücher.ab--c.com", undefined],
  ["bücher.xn--foo-.com", undefined],
  ["bücher.xn---bcher-n2a.com", undefined],
  ["bücher.xn--zzzzzz--9999", undefined],
  [`bü${LONG_LABEL}`, undefined],
  ["１.2.3.4", undefined],
  ["\u0301a.net", undefined],
  ["\u00ad", undefined],
];

for (const [name, expected] of TO_ASCII) {
  Deno.test(`domainToAscii() makes ${expected} of "${name}"`, () => {
    assertEquals(domainToAscii(encodeUtf8(name)), expected);
  });
}

Deno.test("domainToAscii() refuses what is not UTF-8", () => {
  assertEquals(domainToAscii("b\xfccher"), undefined);
});

const TO_UTF8: readonly (readonly [string, string | undefined])[] = [
  ["", ""],
  ["FOO.com", "foo.com"],
  ["a_b.com", "a_b.com"],
  ["BÜCHER.example", "BÜCHER.example"],
  ["xn--bcher-kva.example", "bücher.example"],
  ["XN--BCHER-KVA.Example", "bücher.example"],
  ["xn--fa-hia.de", "faß.de"],
  ["a b", undefined],
  ["foo..com", undefined],
  ["foo.com.", undefined],
  ["1.2.3.4", undefined],
  ["-foo.com", undefined],
  ["ab--foo.com", undefined],
  ["xn--zzzzzz--9999.com", undefined],
  ["xn--foo-.com", undefined],
  ["xn--a.com", undefined],
  ["xn--.com", undefined],
];

for (const [name, expected] of TO_UTF8) {
  Deno.test(`domainToUtf8() makes ${expected} of "${name}"`, () => {
    const converted = domainToUtf8(encodeUtf8(name));
    assertEquals(converted && decodeUtf8(converted), expected);
  });
}

Deno.test("domainToUtf8() leaves bytes that are not ASCII", () => {
  assertEquals(domainToUtf8("b\xfccher"), "b\xfccher");
});
