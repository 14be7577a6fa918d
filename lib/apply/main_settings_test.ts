import { assertEquals, assertThrows } from "@std/assert";
import { FatalError } from "../diag/errors.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { settingEdits } from "./main_settings.ts";

const FILE = "a = 1\n  2\nb =\n# c = 3\nd = \xff\n";

const CASES: readonly (readonly [string, string, string | null, string[]])[] = [
  ["a value of several lines", "a", "1  2", []],
  ["white space around a value", "a", " 1  2 ", []],
  ["an empty value", "b", "", []],
  ["a value that is not UTF-8", "d", "\xff", []],
  ["what is not there and should not be", "c", null, []],
  ["another value", "a", "2", ["set"]],
  ["a new name", "c", "3", ["set"]],
  ["what should not be there", "b", null, ["remove"]],
];

for (const [what, name, value, kinds] of CASES) {
  Deno.test(`settingEdits() knows what to do about ${what}`, () => {
    const edits = settingEdits(toBytes(FILE), new Map([[name, value]]), "f");
    assertEquals(edits.map(({ kind }) => kind), kinds);
  });
}

Deno.test("settingEdits() refuses to hide a setting behind a later one", () => {
  for (const wanted of ["2", null]) {
    assertThrows(
      () =>
        settingEdits(
          toBytes("a = 1\nb\v= 3\nb = 3\nb\f= 3"),
          new Map([["b", wanted]]),
          "/f",
        ),
      FatalError,
      '/f: b is set with a control character before its "=": remove ' +
        "the character",
    );
  }
});

Deno.test("settingEdits() accepts a file whose last line has no newline", () => {
  const edits = settingEdits(toBytes("a = 1"), new Map([["b", "2"]]), "/f");
  assertEquals(edits, [{ kind: "set", name: "b", value: "2" }]);
});
