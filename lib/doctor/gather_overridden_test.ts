import { assertEquals } from "@std/assert";
import { parseMainCf } from "../main_cf/parse.ts";
import { overriddenSettings } from "./gather_overridden.ts";

/** A main.cf, and what it sets more than once. */
const FILES: readonly (readonly [string, readonly string[]])[] = [
  ["a = 1\nb = 2\n", []],
  ["a = 1\nb = 2\na = 3\n", ["a = 3, line 3"]],
  ["a = 1\na = 1\n", []],
  ["b = 1\na = 1\na =\nb = 2\n x\n", ["a = , line 3", "b = 2 x, line 4"]],
];

for (const [file, expected] of FILES) {
  Deno.test(`overriddenSettings() finds ${expected.length} in ${JSON.stringify(file)}`, () => {
    const found = overriddenSettings(
      parseMainCf(new TextEncoder().encode(file)),
    );
    assertEquals(
      found.map(({ name, value, line }) => `${name} = ${value}, line ${line}`),
      expected,
    );
  });
}
