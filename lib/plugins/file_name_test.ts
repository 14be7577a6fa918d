import { assertEquals } from "@std/assert";
import { fileNamed, isIdMeant } from "./file_name.ts";

const PLUGINS: readonly (readonly [
  name: string,
  id: string,
  isModule: boolean,
])[] = [
  ["20-filter", "20-filter", false],
  ["00-a", "00-a", false],
  ["20-filter.sh", "20-filter", false],
  ["20-filter.py", "20-filter", false],
  ["20-filter.pl", "20-filter", false],
  ["20-filter.rb", "20-filter", false],
  ["20-filter.js", "20-filter", true],
  ["20-filter.ts", "20-filter", true],
  ["20-A_b-9.ts", "20-A_b-9", true],
  ["20--", "20--", false],
];

for (const [name, id, isModule] of PLUGINS) {
  Deno.test(`fileNamed() takes ${name} for a plugin`, () => {
    assertEquals(fileNamed(name), { kind: "plugin", id, isModule });
  });
}

const OTHERS: readonly (readonly [
  kind: "silent" | "disabled" | "odd",
  names: readonly string[],
])[] = [
  ["silent", [
    ".20-filter",
    ".gitignore",
    ".20-filter.sh.swp",
    "20-filter~",
    "20-filter.sh~",
    "#20-filter#",
    "20-filter.bak",
    "20-filter.sh.orig",
    "20-filter.swp",
    "20-filter.dpkg-old",
    "20-filter.sh.dpkg-dist",
    "20-filter.rpmnew",
    "20-filter.sh.rpmsave",
    "20-filter.meta",
    "other.conf",
    "README",
    "README.txt",
    "NOTES.md",
  ]],
  ["disabled", ["20-filter.disabled", "20-filter.sh.disabled"]],
  ["odd", [
    "filter",
    "filter.sh",
    "2-filter",
    "200-filter",
    "20_filter",
    "20-",
    "20-.sh",
    "20-filter.exe",
    "20-filter.sh.sh",
    "20-filter.",
    "20-filter.SH",
    "20-fil ter",
    "20-größe",
    "20-filter\n",
    "#20-filter",
    "readme",
    "²0-filter",
  ]],
];

for (const [kind, names] of OTHERS) {
  for (const name of names) {
    Deno.test(`fileNamed() says ${kind} of ${JSON.stringify(name)}`, () => {
      assertEquals(fileNamed(name), { kind });
    });
  }
}

Deno.test("fileNamed() tells whose settings 20-filter.conf are", () => {
  assertEquals(fileNamed("20-filter.conf"), { kind: "conf", id: "20-filter" });
});

const MEANT: readonly (readonly [word: string, isMeant: boolean])[] = [
  ["20-filter", true],
  ["filter", true],
  ["20-filter.sh", true],
  ["20", false],
  ["-filter", false],
  ["30-filter", false],
  ["", false],
];

for (const [word, isMeant] of MEANT) {
  Deno.test(`isIdMeant() says ${isMeant} of "${word}" for 20-filter`, () => {
    assertEquals(isIdMeant("20-filter", word), isMeant);
  });
}
