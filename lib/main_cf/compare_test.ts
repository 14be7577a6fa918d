import { assertEquals, assertThrows } from "@std/assert";
import { holds } from "./compare.ts";
import { ExpandError } from "./expand_error.ts";

// Every answer below is what `postconf -x` of Postfix 3.7.11 gave.

type Row = readonly [string, "==" | "!=" | "<" | "<=" | ">" | ">=", string];

const PLAIN: readonly (readonly [...Row, boolean])[] = [
  ["a", "==", "a", true],
  ["a", "!=", "a", false],
  ["a", "<", "b", true],
  ["a", "<=", "a", true],
  ["b", ">", "a", true],
  ["a", ">=", "b", false],
  ["A", "<", "a", true],
  ["a", "<", "\xc3", true],
  ["10", "<", "9", false],
  ["10", "<", "9a", true],
  ["010", "==", "10", true],
  ["", "==", "0", false],
  ["", "<", "1", true],
  ["-1", "==", "-01", false],
  ["+1", "==", "1", false],
  [" 10 ", "==", "10", false],
  ["9223372036854775807", ">", "9223372036854775806", true],
  ["00000000000000000000000000000001", "==", "1", true],
  ["99999999999999999999", ">", "a", false],
];

for (const [left, relation, right, expected] of PLAIN) {
  const what = `"${left}" ${relation} "${right}"`;
  Deno.test(`holds() says ${expected} to ${what}`, () => {
    assertEquals(holds(relation, { left, right, byLevel: false }), expected);
  });
}

const LEVELS: readonly (readonly [...Row, boolean])[] = [
  ["1", "==", "1.0.0", true],
  ["01", "==", "1", true],
  ["2", ">", "1.9", true],
  ["2", "<=", "1.9", false],
  ["1", "!=", "2", true],
  ["3.6.1", ">", "3.6", true],
  ["1.1023", "<", "1.1023.1023", true],
  ["8796093022207", ">=", "1", true],
  [" 3", "<", "4", true],
  ["+3", "<", "4", true],
  ["1. 2", "==", "1.+2", true],
  ["1.-0", "==", "1", true],
  ["-0", "==", "0", true],
];

for (const [left, relation, right, expected] of LEVELS) {
  const what = `level "${left}" ${relation} "${right}"`;
  Deno.test(`holds() says ${expected} to ${what}`, () => {
    assertEquals(holds(relation, { left, right, byLevel: true }), expected);
  });
}

for (const number of ["9223372036854775808", "99999999999999999999"]) {
  Deno.test(`holds() refuses the number ${number}`, () => {
    const operands = { left: number, right: "1", byLevel: false };
    assertThrows(() => holds("==", operands), ExpandError, "too large");
  });
}

const NO_LEVELS: readonly string[] = [
  "",
  "a",
  "1.",
  ".1",
  "1 ",
  "-1",
  "3.-1",
  "3-4",
  "3.6a",
  "0x1",
  "1.1024",
  "1.1.1024",
  "1.0.0.0",
  "8796093022208",
];

for (const level of NO_LEVELS) {
  Deno.test(`holds() refuses the level "${level}"`, () => {
    const operands = { left: level, right: "1", byLevel: true };
    assertThrows(
      () => holds("==", operands),
      ExpandError,
      "not a compatibility level",
    );
  });
}
