import { assertEquals } from "@std/assert";
import { madeSecondary } from "../../tests/unit/made_instance.ts";
import { toText } from "../main_cf/lossless_text.ts";
import {
  formatKnown,
  type KnownInstance,
  parseKnown,
} from "./known_instances.ts";

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

const KNOWN = new Map(
  INSTANCES.map((one) => [one.instance.configDirectory, one]),
);

/** As it comes back from a file. */
function stored(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

Deno.test("parseKnown() gives back what formatKnown() was given", () => {
  assertEquals(parseKnown(stored(formatKnown(KNOWN, "one")), "one"), KNOWN);
});

Deno.test("parseKnown() knows nothing under other defaults", () => {
  assertEquals(parseKnown(formatKnown(KNOWN, "one"), "two").size, 0);
});

Deno.test("parseKnown() knows nothing from a text that is cut short", () => {
  const text = formatKnown(KNOWN, "one");
  for (let length = 0; length < text.length; length++) {
    assertEquals(parseKnown(text.slice(0, length), "one").size, 0);
  }
});

const FOREIGN: readonly string[] = [
  "null",
  "7",
  "[]",
  '{"format":"postmulti-instances-2","edition":"one","instances":[]}',
  '{"format":"postmulti-instances-1","edition":"one"}',
  '{"format":"postmulti-instances-1","edition":"one","instances":{}}',
  '{"format":"postmulti-instances-1","edition":"one","instances":[7,["/a"]]}',
  '{"format":"postmulti-instances-1","edition":"one","instances":' +
  '[["/a","1","n","g","yes","/q","/d"]]}',
];

for (const text of FOREIGN) {
  Deno.test(`parseKnown() knows nothing from ${text}`, () => {
    assertEquals(parseKnown(text, "one").size, 0);
  });
}
