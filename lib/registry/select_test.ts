import { assertEquals } from "@std/assert";
import {
  madeDamage,
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import type { DamagedInstance, Instance } from "./instance.ts";
import {
  isDamageSelected,
  isSelected,
  select,
  type Selection,
} from "./select.ts";

const NAMELESS = madeSecondary("nameless", { name: "", group: "mta" });
const OUT = madeSecondary("postfix-out", { group: "mta" });
const IN = madeSecondary("postfix-in", { group: "a/b" });
const PLAIN = madeSecondary("plain");
const TWICE = madeSecondary("postfix-postfix-out");

function byName(name: string): Selection {
  return { by: "name", name };
}

function byGroup(group: string): Selection {
  return { by: "group", group };
}

const NAMES: readonly (readonly [
  name: string,
  instance: Instance,
  selected: boolean,
])[] = [
  ["-", madePrimary(), true],
  ["-", madePrimary({ name: "postfix-0" }), true],
  ["-", OUT, false],
  ["-", NAMELESS, false],
  ["/etc/postfix", madePrimary(), true],
  ["/etc/postfix", madePrimary({ name: "postfix-0" }), true],
  ["0", madePrimary({ name: "postfix-0" }), true],
  ["", madePrimary(), false],
  ["postfix", madePrimary(), false],
  ["postfix-out", OUT, true],
  ["out", OUT, true],
  ["ou", OUT, false],
  ["Out", OUT, false],
  ["-out", OUT, false],
  ["postfix-postfix-out", OUT, false],
  ["/etc/postfix-out", OUT, true],
  ["/etc/postfix-out/", OUT, false],
  ["/etc/postfix", OUT, false],
  ["etc/postfix-out", OUT, false],
  ["", OUT, false],
  ["postfix-", OUT, false],
  ["postfix-out", TWICE, false],
  ["postfix-postfix-out", TWICE, true],
  ["plain", PLAIN, true],
  ["postfix-plain", PLAIN, false],
  ["/etc/nameless", NAMELESS, true],
  ["nameless", NAMELESS, false],
  ["", NAMELESS, false],
];

for (const [name, instance, selected] of NAMES) {
  const title = `${instance.name || "the nameless one"} in ` +
    instance.configDirectory;
  Deno.test(`isSelected() by name "${name}" is ${selected} of ${title}`, () => {
    assertEquals(isSelected(instance, byName(name)), selected);
  });
}

const GROUPS: readonly (readonly [
  group: string,
  instance: Instance,
  selected: boolean,
])[] = [
  ["mta", OUT, true],
  ["mta", NAMELESS, true],
  ["a/b", IN, true],
  ["a", IN, false],
  ["MTA", OUT, false],
  ["", PLAIN, false],
  ["", OUT, false],
  ["-", PLAIN, false],
];

for (const [group, instance, selected] of GROUPS) {
  const title = `"${instance.name}" in group "${instance.group}"`;
  Deno.test(`isSelected() by group "${group}" is ${selected} of ${title}`, () => {
    assertEquals(isSelected(instance, byGroup(group)), selected);
  });
}

const DIRECTORY = "/etc/postfix-x";

const DAMAGED: readonly (readonly [
  selection: Selection,
  known: Partial<DamagedInstance>,
  selected: boolean | undefined,
])[] = [
  [{ by: "all" }, {}, true],
  [byGroup("mta"), {}, undefined],
  [byGroup("mta"), { group: "mta" }, true],
  [byGroup("mta"), { group: "" }, false],
  [byGroup("mta"), { group: "msa" }, false],
  [byGroup(""), {}, false],
  [byGroup(""), { group: "" }, false],
  [byName("-"), {}, false],
  [byName("x"), {}, undefined],
  [byName("x"), { name: "postfix-x" }, true],
  [byName("postfix-x"), { name: "postfix-x" }, true],
  [byName("x"), { name: "postfix-y" }, false],
  [byName(DIRECTORY), {}, true],
  [byName(DIRECTORY), { name: "postfix-x" }, true],
  [byName(`${DIRECTORY}/`), {}, false],
  [byName("/etc/postfix-y"), {}, false],
];

for (const [selection, known, selected] of DAMAGED) {
  const title = `${JSON.stringify(selection)} of ${JSON.stringify(known)}`;
  Deno.test(`isDamageSelected() is ${selected} for ${title}`, () => {
    const damage = madeDamage(DIRECTORY, known);
    assertEquals(isDamageSelected(damage, selection), selected);
  });
}

const LIST = madeList(
  madePrimary({ group: "mta" }),
  IN,
  madeDamage("/etc/postfix-a"),
  OUT,
  madeDamage("/etc/postfix-b", { name: "postfix-b", group: "msa" }),
);

/** What is selected, by the last part of the directory, in start order. */
const SELECTED: readonly (readonly [
  selection: Selection,
  instances: readonly string[],
  damaged: readonly string[],
])[] = [
  [{ by: "all" }, ["postfix", "postfix-in", "postfix-out"], [
    "postfix-a",
    "postfix-b",
  ]],
  [byGroup("mta"), ["postfix", "postfix-out"], ["postfix-a"]],
  [byGroup("msa"), [], ["postfix-a", "postfix-b"]],
  [byGroup(""), [], []],
  [byName("-"), ["postfix"], []],
  [byName("out"), ["postfix-out"], []],
  [byName("/etc/postfix-in"), ["postfix-in"], []],
  [byName("b"), [], ["postfix-a", "postfix-b"]],
  [byName("/etc/postfix-b"), [], ["postfix-b"]],
  [byName("nosuch"), [], ["postfix-a"]],
  [byName("/nosuch"), [], []],
];

for (const [selection, instances, damaged] of SELECTED) {
  Deno.test(`select() selects ${JSON.stringify(selection)}`, () => {
    const last = ({ configDirectory }: { readonly configDirectory: string }) =>
      configDirectory.slice("/etc/".length);
    const selected = select(LIST, selection);
    assertEquals(selected.instances.map(last), instances);
    assertEquals(selected.damaged.map(last), damaged);
  });
}
