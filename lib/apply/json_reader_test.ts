import { assertEquals, assertThrows } from "@std/assert";
import { FatalError } from "../diag/errors.ts";
import { type JsonNode, readJson } from "./json_reader.ts";

function valueOf(node: JsonNode): unknown {
  switch (node.kind) {
    case "null":
      return null;
    case "array":
      return node.items.map(valueOf);
    case "object":
      return Object.fromEntries(
        [...node.members].map(([name, member]) => [name, valueOf(member)]),
      );
    default:
      return node.value;
  }
}

const TEXTS = [
  '{"a": [1, -2.5e3, 0], "b": {"c": null, "d": true, "e": false}}',
  '"a\\n\\u00e9\\"\\\\\\/"',
  " [ ] ",
  "{}",
  '["\\udc80", "größe \u{1f4e7}"]',
  "-0",
];

for (const text of TEXTS) {
  Deno.test(`readJson() reads as JSON.parse() does: ${text}`, () => {
    assertEquals(valueOf(readJson(text, "d")), JSON.parse(text));
  });
}

const MISTAKES = [
  ["", "d, line 1: the document ends too early"],
  ["\n{", "d, line 2: the name of a member is missing: the line ends here"],
  ["[1,\n2\n3]", 'd, line 3: "," or "]" is missing: found "3]"'],
  ['{"a": 1\n"b": 2}', 'd, line 2: "," or "}" is missing: found ""b": 2}"'],
  ['{"a" 1}', 'd, line 1: ":" is missing after "a"'],
  ["[1,]", 'd, line 1: no JSON value: found "]"'],
  ["{} x", "d, line 1: there is text after the document"],
  ["nul", 'd, line 1: no JSON value: found "nul"'],
  ["01", "d, line 1: there is text after the document"],
  ["'a'", `d, line 1: no JSON value: found "'a'"`],
  [
    '["a\nb"]',
    "d, line 1: a string has no end, or a control character or an unknown " +
    "escape in it",
  ],
  [
    '{"a": 1,\n\n"a": 2}',
    'd, line 3: "a" is given twice: it is in line 1, too',
  ],
  ["[".repeat(40), "d, line 1: this is nested too deeply"],
  ["\ufeff{}", 'd, line 1: no JSON value: found "\ufeff{}"'],
] as const;

for (const [text, message] of MISTAKES) {
  Deno.test(`readJson() refuses ${JSON.stringify(text.slice(0, 30))}`, () => {
    assertThrows(() => readJson(text, "d"), FatalError, message);
  });
}

Deno.test("readJson() tells the line that each value begins on", () => {
  const node = readJson('{\n"a": 1,\n"b":\n[2,\n3]}', "d");
  if (node.kind !== "object") throw new Error(node.kind);
  const [a, b] = [...node.members.values()];
  assertEquals([node.line, a?.line, b?.line], [1, 2, 4]);
  if (b?.kind !== "array") throw new Error("no array");
  assertEquals(b.items.map(({ line }) => line), [4, 5]);
});

Deno.test("readJson() reads a string of many megabytes", () => {
  const text = JSON.stringify('ab\\"\n'.repeat(1_000_000));
  assertEquals(valueOf(readJson(text, "d")), JSON.parse(text));
});
