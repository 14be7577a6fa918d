import { assertEquals } from "@std/assert";
import {
  madePrimary,
  madeSecondary,
} from "../../../tests/unit/made_instance.ts";
import { toText } from "../../main_cf/lossless_text.ts";
import {
  formatKnown,
  type Known,
  type KnownInstance,
  type KnownList,
  parseKnown,
} from "./cache_format.ts";

const INSTANCES: readonly KnownInstance[] = [
  { instance: madeSecondary("postfix-in"), identity: "1:2:3:4:5" },
  {
    instance: madeSecondary(toText("postfix-\xff\n"), {
      group: "größe",
      enabled: true,
      configDirectory: toText("/etc/\xfe"),
    }),
    identity: "1:3:3:4:5",
  },
];

const LIST: KnownList = {
  host: "mx.example.com",
  files: [["/usr/sbin/postconf", "1:4:3:4:5"]],
  directories: ["/usr/sbin"],
  primary: { instance: madePrimary(), identity: "1:5:3:4:5" },
};

const KNOWN: Known = {
  list: LIST,
  instances: new Map(
    INSTANCES.map((one) => [one.instance.configDirectory, one]),
  ),
};

const NOTHING: Known = { instances: new Map() };

/** As it comes back from a file. */
function stored(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

Deno.test("parseKnown() gives back what formatKnown() was given", () => {
  assertEquals(parseKnown(stored(formatKnown(KNOWN, "one")), "one"), KNOWN);
});

Deno.test("parseKnown() gives back instances without a list", () => {
  const known = { list: undefined, instances: KNOWN.instances };
  assertEquals(parseKnown(formatKnown(known, "one"), "one"), known);
});

Deno.test("parseKnown() knows nothing under other defaults", () => {
  assertEquals(parseKnown(formatKnown(KNOWN, "one"), "two"), NOTHING);
});

Deno.test("parseKnown() knows nothing from a text that is cut short", () => {
  const text = formatKnown(KNOWN, "one");
  for (let length = 0; length < text.length; length++) {
    assertEquals(parseKnown(text.slice(0, length), "one"), NOTHING);
  }
});

const FOREIGN: readonly string[] = [
  "null",
  "7",
  "[]",
  '{"format":"postmulti-instances-1","edition":"one","instances":[]}',
  '{"format":"postmulti-instances-2","edition":"one"}',
  '{"format":"postmulti-instances-2","edition":"one","instances":{}}',
  '{"format":"postmulti-instances-2","edition":"one","instances":[7,["/a"]]}',
  '{"format":"postmulti-instances-2","edition":"one","instances":' +
  '[["/a","1","n","g","yes","/q","/d"]]}',
];

for (const text of FOREIGN) {
  Deno.test(`parseKnown() knows nothing from ${text}`, () => {
    assertEquals(parseKnown(text, "one"), NOTHING);
  });
}

const STORED_LIST = JSON.parse(formatKnown(KNOWN, "one")).list;

const LISTS: readonly (readonly [
  title: string,
  list: unknown,
  expected: KnownList | undefined,
])[] = [
  ["all that it needs", STORED_LIST, LIST],
  ["a number", 7, undefined],
  ["no host", { ...STORED_LIST, host: null }, undefined],
  ["no files", { ...STORED_LIST, files: undefined }, undefined],
  ["a file without identity", { ...STORED_LIST, files: [["/a"]] }, undefined],
  ["no directory", { ...STORED_LIST, directories: [7] }, undefined],
  ["no primary", { ...STORED_LIST, primary: null }, undefined],
];

for (const [title, list, expected] of LISTS) {
  Deno.test(`parseKnown() makes a list of ${title}, or none`, () => {
    const text = formatKnown({ instances: new Map() }, "one");
    const other = JSON.stringify({ ...JSON.parse(text), list });
    assertEquals(parseKnown(other, "one").list, expected);
  });
}
