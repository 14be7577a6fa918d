import { assertEquals } from "@std/assert";
import { dialectOf } from "./macro_dialect.ts";

const VERSIONS: readonly (readonly [
  version: string | undefined,
  hasLevels: boolean,
  hasFunctions: boolean,
])[] = [
  ["4.0", true, true],
  ["3.12.0", true, true],
  ["3.11.7", true, true],
  ["3.11-20251110", true, true],
  ["3.10.13", true, false],
  ["3.6.0", true, false],
  ["3.5.25", false, false],
  ["2.11.0", false, false],
  ["", false, false],
  [undefined, false, false],
];

for (const [version, hasLevels, hasFunctions] of VERSIONS) {
  Deno.test(`dialectOf() knows what ${version} understands`, () => {
    const dialect = dialectOf(() => version);
    assertEquals(dialect.hasLevels(), hasLevels);
    for (const name of ["domain_to_ascii", "domain_to_utf8"]) {
      const isKnown = dialect.functionNamed(name) !== undefined;
      assertEquals(isKnown, hasFunctions, name);
    }
    assertEquals(dialect.functionNamed("mydomain"), undefined);
  });
}
