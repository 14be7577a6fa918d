import { assertEquals, assertThrows } from "@std/assert";
import { fromBytes, toBytes } from "./byte_string.ts";
import { editMainCf, type EditResult, type MainCfEdit } from "./edit.ts";

// Unless a test says otherwise, every row is what `postconf -e` or
// `postconf -#` of Postfix 3.7.11 made of the file, and of 3.11.7 where the last
// line has no newline.

function edit(file: string, ...edits: readonly MainCfEdit[]): EditResult {
  return editMainCf(toBytes(file), edits);
}

function set(name: string, value: string): MainCfEdit {
  return { kind: "set", name, value };
}

const SET_X: readonly (readonly [before: string, after: string])[] = [
  ["x = a\ny = b\n", "x = NEW\ny = b\n"],
  ["x=a", "x = NEW\n"],
  ["", "x = NEW\n"],
  ["\n\n", "\n\nx = NEW\n"],
  ["y = a\n", "y = a\nx = NEW\n"],
  ["X = a\n", "X = a\nx = NEW\n"],
  ["x = a\n b\n\tc\ny = d\n", "x = NEW\ny = d\n"],
  ["x = a\n b", "x = NEW\n"],
  ["x = a\n # c\n b\n\n#d\n e\ny=f\n", "x = NEW\n # c\n\n#d\ny=f\n"],
  ["x = a\n\n  \n b\n", "x = NEW\n\n  \n"],
  ["x\n = a\n", "x = NEW\n"],
  ["x\n y\n= z\n", "x = NEW\n= z\n"],
  ["x y = z\n", "x = NEW\n"],
  ["x\t= a\n", "x = NEW\n"],
  ["x\r\n = a\r\n", "x = NEW\n"],
  ["x\v= a\n", "x\v= a\nx = NEW\n"],
  ["x\f= a\n b\n", "x\f= a\n b\nx = NEW\n"],
  ["bad line\nx = a\n", "bad line\nx = NEW\n"],
  ["= a\n", "= a\nx = NEW\n"],
  ["  x = a\ny=b\n", "  x = a\ny=b\nx = NEW\n"],
  ["x = a\ny = b\nx = c\n d\n", "x = NEW\ny = b\nx = NEW\n"],
  ["x = a\r\n b\r\n\r\ny = c\r\n", "x = NEW\n\r\ny = c\r\n"],
  ["x = a\n\v\n\vb\n\fc\ny=d\n", "x = NEW\n\v\ny=d\n"],
  ["#\xff\xfe\n\xa0y = \x80\nx = \xe9\n", "#\xff\xfe\n\xa0y = \x80\nx = NEW\n"],
  ["x = a\0b\ny = c\n", "x = NEW\ny = c\n"],
];

for (const [before, after] of SET_X) {
  Deno.test(`editMainCf() sets x in ${JSON.stringify(before)}`, () => {
    const result = edit(before, set("x", "NEW"));
    assertEquals(fromBytes(result.file), after);
    assertEquals(result.changed, true);
  });
}

const COMMENT_OUT_X: readonly (readonly [before: string, after: string])[] = [
  ["x = a\ny = b\n", "#x = a\ny = b\n"],
  ["x = a", "#x = a\n"],
  ["x = a\n b", "#x = a\n# b\n"],
  [
    "x = a\n b\n\n  # c\n#d\n e\ny = f\n",
    "#x = a\n# b\n\n  # c\n#d\n# e\ny = f\n",
  ],
  ["x = a\n \n\n", "#x = a\n \n\n"],
  ["x = a\nx = b\n", "#x = a\n#x = b\n"],
  ["x\n = a\n", "#x\n# = a\n"],
  ["x = a\r\n b\r\n\r\n", "#x = a\r\n# b\r\n\r\n"],
  ["x = \xe9\n \xff\n", "#x = \xe9\n# \xff\n"],
];

for (const [before, after] of COMMENT_OUT_X) {
  Deno.test(`editMainCf() comments x out in ${JSON.stringify(before)}`, () => {
    const result = edit(before, { kind: "comment-out", name: "x" });
    assertEquals(fromBytes(result.file), after);
    assertEquals(result.changed, true);
  });
}

for (const before of ["", "y = a\n", "#x = a\n", "#\n  x = a\n", "y"]) {
  const what = JSON.stringify(before);
  Deno.test(`editMainCf() has no x to comment out in ${what}`, () => {
    const result = edit(before, { kind: "comment-out", name: "x" });
    assertEquals(fromBytes(result.file), before);
    assertEquals(result, { ...result, changed: false, warnings: [] });
  });
}

const REMOVE_X: readonly (readonly [before: string, after: string])[] = [
  ["x = a\n", ""],
  ["x = a\ny = b\n", "y = b\n"],
  ["y = b\nx = a", "y = b\n"],
  ["x = a\n b\n\n  # c\n#d\n e\ny = f\n g\n", "\n  # c\n#d\ny = f\n g\n"],
  ["x = a\ny = b\nx\n = c\n", "y = b\n"],
];

for (const [before, after] of REMOVE_X) {
  Deno.test(`editMainCf() removes x from ${JSON.stringify(before)}`, () => {
    const result = edit(before, { kind: "remove", name: "x" });
    assertEquals(fromBytes(result.file), after);
    assertEquals(result.changed, true);
  });
}

Deno.test("editMainCf() has no x to remove in a file without one", () => {
  const result = edit("y = a\n#x = b\n", { kind: "remove", name: "x" });
  assertEquals(result, { ...result, changed: false, warnings: [] });
});

const WRITTEN: readonly (readonly [value: string, line: string])[] = [
  ["", "x = \n"],
  [" \t", "x = \n"],
  ["  a  b ", "x = a  b\n"],
  ["\t\v a\r", "x = a\n"],
  ["a\rb", "x = a\rb\n"],
  ["a # b", "x = a # b\n"],
  ["$y ${z}", "x = $y ${z}\n"],
  ["\xc3\xa9\xff", "x = \xc3\xa9\xff\n"],
];

for (const [value, line] of WRITTEN) {
  Deno.test(`editMainCf() writes the value ${JSON.stringify(value)}`, () => {
    assertEquals(fromBytes(edit("x = old\n", set("x", value)).file), line);
  });
}

Deno.test("editMainCf() appends new names sorted, unlike Postfix 3.7", () => {
  const edits = ["zz", "aa", "m", "B"].map((name) => set(name, "1"));
  assertEquals(
    fromBytes(edit("m = 0\n", ...edits).file),
    "m = 1\nB = 1\naa = 1\nzz = 1\n",
  );
});

Deno.test("editMainCf() keeps NUL bytes it does not touch, unlike Postfix", () => {
  const before = "y = a\0b\n#\0c\n \0d\nz\0 = e\n";
  const { file } = edit(before, set("x", "NEW"));
  assertEquals(fromBytes(file), `${before}x = NEW\n`);
});

Deno.test("editMainCf() keeps a last line of byte 0xff, unlike Postfix", () => {
  const { file } = edit("x = a\n#\xff", set("x", "NEW"));
  assertEquals(fromBytes(file), "x = NEW\n#\xff\n");
});

Deno.test("editMainCf() sets and comments out in one go", () => {
  const { file, warnings } = edit(
    "a = 1\nb = 2\n 3\nc = 4\n",
    set("c", "5"),
    { kind: "comment-out", name: "b" },
  );
  assertEquals(fromBytes(file), "a = 1\n#b = 2\n# 3\nc = 5\n");
  assertEquals(warnings, []);
});

Deno.test("editMainCf() says when nothing changed", () => {
  const { changed, warnings } = edit("x = a\n", set("x", "a"));
  assertEquals({ changed, warnings }, { changed: false, warnings: [] });
});

Deno.test("editMainCf() warns once about several settings of a name", () => {
  const { warnings } = edit("x = 1\nx = 2\nx = 3\n", set("x", "4"));
  assertEquals(warnings, ['"x" was set 3 times: changed all']);
});

Deno.test("editMainCf() lets the last change to a name count", () => {
  const { file, warnings } = edit("y = 1\n", set("x", "a"), set("x", "b"));
  assertEquals(fromBytes(file), "y = 1\nx = b\n");
  assertEquals(warnings, ['"x" is changed twice: the last one counts']);
});

const UNFINISHED: readonly (readonly [
  before: string,
  change: MainCfEdit,
  after: string,
])[] = [
  ["#y", set("x", "a"), "#y\nx = a\n"],
  ["y = b", set("x", "a"), "y = b\nx = a\n"],
  ["x = b", set("x", "a"), "x = a\n"],
  ["x = b\n#y", set("x", "a"), "x = a\n#y\n"],
  ["x = b\n  ", set("x", "a"), "x = a\n  \n"],
  ["x = b\n  c", set("x", "a"), "x = a\n"],
  ["#y\nx = b", { kind: "comment-out", name: "x" }, "#y\n#x = b\n"],
  ["x = b\ny", { kind: "remove", name: "x" }, "y\n"],
  ["", set("x", "a"), "x = a\n"],
];

for (const [before, change, after] of UNFINISHED) {
  const what = `${change.kind} x in ${JSON.stringify(before)}`;
  Deno.test(`editMainCf() ends the last line to ${what}`, () => {
    const { file, warnings } = edit(before, change);
    assertEquals(fromBytes(file), after);
    assertEquals(warnings, []);
  });
}

Deno.test("editMainCf() ends no line when nothing else changes", () => {
  const { file, changed } = edit("x = a\n#y", set("x", "a"));
  assertEquals([fromBytes(file), changed], ["x = a\n#y", false]);
});

for (const name of ["", "a b", "a=b", "#a", "a\n", "a\0", "\ta"]) {
  Deno.test(`editMainCf() refuses the name ${JSON.stringify(name)}`, () => {
    assertThrows(() => edit("", set(name, "x")), RangeError, "parameter name");
  });
}

for (const value of ["a\nb", "a\n", "a\0"]) {
  Deno.test(`editMainCf() refuses the value ${JSON.stringify(value)}`, () => {
    assertThrows(() => edit("", set("x", value)), RangeError, "not one line");
  });
}

Deno.test("editMainCf() refuses what is not a byte string", () => {
  assertThrows(() => edit("", set("x", "\u20ac")), RangeError, "above 255");
});

Deno.test("editMainCf() removes a setting with all its lines, as postconf -X does", () => {
  const before = "# a\nx = 1\n  2\n# in between\n  3\ny = 4\nx = 5\n";
  const { file, changed } = editMainCf(
    new TextEncoder().encode(before),
    [{ kind: "remove", name: "x" }, { kind: "remove", name: "z" }],
  );
  assertEquals(
    [new TextDecoder().decode(file), changed],
    ["# a\n# in between\ny = 4\n", true],
  );
});
