import { assertEquals } from "@std/assert";
import { toBytes } from "./byte_string.ts";
import { type MainCf, parseMainCf } from "./parse.ts";

// Every row is what postconf of Postfix 3.7.11 made of the file.

function parse(file: string): MainCf {
  return parseMainCf(toBytes(file));
}

const VALUES: readonly (readonly [file: string, value: string])[] = [
  ["x = a\n", "a"],
  ["x=a", "a"],
  ["x\t=\ta \t b \t\n", "a \t b"],
  ["x =\n", ""],
  ["x =", ""],
  ["x = \r\n", ""],
  ["x =\n  a\n  b\n", "a  b"],
  ["x\n = a\n", "a"],
  ["x = a == b = c\n", "a == b = c"],
  ["x = a\ny = b\nx = c\n", "c"],
  ["x = a\r\n b\r\n", "a\r b"],
  ["x = a\v\n\vb\f\n", "a\v\vb"],
  ["x = \xff\xe9\xa0\n", "\xff\xe9\xa0"],
  ["x = a # b\n", "a # b"],
  ["x = a\n= b", "a"],
  ["x = a\n = b\n", "a = b"],
  ["x = a \0 b\n", "a"],
  ["x = a\n \0b\n c\n", "a"],
  ["x = a\n#\0b\n c\n", "a c"],
  ["x = $$u ${v\n", "$$u ${v"],
];

for (const [file, value] of VALUES) {
  Deno.test(`parseMainCf() reads ${JSON.stringify(file)}`, () => {
    assertEquals(parse(file).settings.get("x")?.value, value);
  });
}

Deno.test("parseMainCf() takes any characters but white space in a name", () => {
  const file = "a-b = 1\na.b/c = 2\n$x = 3\n\xef\xbb\xbfx = 4\n#y = 5\n";
  assertEquals([...parse(file).settings.keys()], [
    "a-b",
    "a.b/c",
    "$x",
    "\xef\xbb\xbfx",
  ]);
});

Deno.test("parseMainCf() gives the line where the last setting begins", () => {
  const { settings } = parse("x = 1\n#\n\nx = a\n b\n");
  assertEquals(settings.get("x"), { name: "x", value: "a b", line: 4 });
});

const PROBLEMS: readonly (readonly [
  file: string,
  line: number,
  text: string,
])[] = [
  ["x = 1\nbad line\n", 2, 'no "=" after the parameter name in "bad line"'],
  ["x y = z\n", 1, 'no "=" after the parameter name in "x y = z"'],
  ["#\nx\n  y = z\n", 2, 'no "=" after the parameter name in "x  y = z"'],
  ["x\n", 1, 'no "=" after the parameter name in "x"'],
  ["= x\n", 1, 'no parameter name in "= x"'],
  ["x = a\n\0\n", 2, 'no parameter name in ""'],
  ["\0x = a\n", 1, 'no parameter name in ""'],
  ["x\0 = a\n", 1, 'no "=" after the parameter name in "x"'],
];

for (const [file, line, text] of PROBLEMS) {
  Deno.test(`parseMainCf() reports ${JSON.stringify(file)}`, () => {
    assertEquals(parse(file).problems, [{ line, text }]);
  });
}

Deno.test("parseMainCf() reads on after a problem and reports them all", () => {
  const { settings, problems } = parse("bad\nx = 1\n= y\nz = 2\n");
  assertEquals([...settings.keys()], ["x", "z"]);
  assertEquals(problems.map(({ line }) => line), [1, 3]);
});

const WARNINGS: readonly (readonly [
  file: string,
  line: number,
  text: string,
])[] = [
  [
    "#\n  x = 1\n  y\nz = 2\n",
    2,
    "ignored, because it begins with white space and continues no setting: " +
    '"  x = 1  y"',
  ],
  ["x = 1\ny = 2\nx = 3\n", 3, "x overrides its setting in line 1"],
];

for (const [file, line, text] of WARNINGS) {
  Deno.test(`parseMainCf() warns about ${JSON.stringify(file)}`, () => {
    const { warnings, problems } = parse(file);
    assertEquals(warnings, [{ line, text }]);
    assertEquals(problems, []);
  });
}

Deno.test("parseMainCf() does not warn about the same setting twice", () => {
  assertEquals(parse("x = 1\nx=1\n").warnings, []);
});
