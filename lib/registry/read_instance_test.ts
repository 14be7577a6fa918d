import { assertEquals, assertThrows } from "@std/assert";
import { madeParameters } from "../../tests/unit/made_installation.ts";
import { FatalError } from "../diag/errors.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import {
  primaryInstance,
  secondaryInstance,
  wordIfReadable,
} from "./read_instance.ts";

// White space within a value: `main.cf` text, and how each kind shows it.
const SPACES: readonly (readonly [
  value: string,
  secondary: string,
  primary: string,
])[] = [
  ["a", "a", "a"],
  ["a b", "a b", "a b"],
  ["a  b", "a b", "a  b"],
  ["a\tb", "a b", "a\tb"],
  ["a \t b\r", "a b", "a \t b"],
  ["${x?{ a }}", "", ""],
  ["$u a $u", "a", " a "],
  ["größe", "größe", "größe"],
];

for (const [value, secondary, primary] of SPACES) {
  Deno.test(`secondaryInstance() and primaryInstance() show ${JSON.stringify(value)}`, () => {
    const mainCf = `multi_instance_group = ${value}\n`;
    const parameters = madeParameters({ mainCf });
    assertEquals(secondaryInstance("/c", parameters).group, secondary);
    assertEquals(
      primaryInstance("/c", parameters, { isAlone: false }).group,
      primary,
    );
  });
}

Deno.test("secondaryInstance() keeps a name's bytes that are not UTF-8", () => {
  const start = new TextEncoder().encode("multi_instance_name = a");
  const mainCf = new Uint8Array([...start, 0xff, 0x0a]);
  const { name } = secondaryInstance("/c", madeParameters({ mainCf }));
  assertEquals(fromText(name), "a\xff");
});

Deno.test("secondaryInstance() is never primary, primaryInstance() always", () => {
  const parameters = madeParameters({});
  const primary = primaryInstance("/c", parameters, { isAlone: false });
  assertEquals(secondaryInstance("/c", parameters).primary, false);
  assertEquals(primary.primary, true);
  assertEquals(primary.configDirectory, "/c");
});

const ENABLED = [["yes", true], ["YES", true], ["no", false]] as const;

for (const [value, enabled] of ENABLED) {
  Deno.test(`secondaryInstance() takes ${value} for ${enabled}`, () => {
    const mainCf = `multi_instance_enable = ${value}\n`;
    const parameters = madeParameters({ mainCf });
    const isAlone = false;
    assertEquals(secondaryInstance("/c", parameters).enabled, enabled);
    assertEquals(
      primaryInstance("/c", parameters, { isAlone }).enabled,
      enabled,
    );
  });
}

Deno.test("primaryInstance() is enabled when it is alone, whatever its setting", () => {
  for (const value of ["no", "maybe"]) {
    const mainCf = `multi_instance_enable = ${value}\n`;
    const parameters = madeParameters({ mainCf });
    const { enabled } = primaryInstance("/c", parameters, { isAlone: true });
    assertEquals(enabled, true);
  }
});

for (const value of ["", "true", "yes no", "1"]) {
  Deno.test(`secondaryInstance() refuses multi_instance_enable = ${value}`, () => {
    const mainCf = `multi_instance_enable = ${value}\n`;
    assertThrows(
      () => secondaryInstance("/c", madeParameters({ mainCf })),
      FatalError,
      `/etc/postfix/main.cf, line 1: multi_instance_enable = ${value}: this`,
    );
  });
}

Deno.test("wordIfReadable() is undefined for what cannot be read", () => {
  const parameters = madeParameters({ mainCf: "x = $x\ny = z\n" });
  assertEquals(wordIfReadable(parameters, "x"), undefined);
  assertEquals(wordIfReadable(parameters, "y"), "z");
  assertEquals(wordIfReadable(parameters, "nosuch"), "");
  assertEquals(wordIfReadable(undefined, "y"), undefined);
});
