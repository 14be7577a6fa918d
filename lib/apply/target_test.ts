import { assertEquals, assertThrows } from "@std/assert";
import {
  madeDamage,
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import { FatalError } from "../diag/errors.ts";
import type { WantedInstance } from "./document.ts";
import { targetsOf, unmentioned } from "./target.ts";

const LIST = madeList(
  madePrimary(),
  madeSecondary("postfix-a"),
  madeSecondary("postfix-b"),
);

function entry(members: Partial<WantedInstance>): WantedInstance {
  const nothing = unmentioned("", { primary: false });
  return { ...nothing, place: "d", configDirectory: undefined, ...members };
}

const MEANT: readonly (readonly [
  entry: Partial<WantedInstance>,
  directory: string,
  isListed: boolean,
])[] = [
  [{ primary: true }, "/etc/postfix", true],
  [{ primary: true, configDirectory: "/etc/postfix" }, "/etc/postfix", true],
  [{ name: "postfix-a" }, "/etc/postfix-a", true],
  [{ configDirectory: "/etc/postfix-a" }, "/etc/postfix-a", true],
  [
    { name: "postfix-new", configDirectory: "/etc/postfix-a" },
    "/etc/postfix-a",
    true,
  ],
  [{ name: "postfix-n" }, "/etc/postfix-n", false],
  [{ name: "postfix-n", configDirectory: "/x/n" }, "/x/n", false],
];

for (const [wanted, directory, isListed] of MEANT) {
  Deno.test(`targetsOf() finds what ${JSON.stringify(wanted)} means`, () => {
    const instances = [entry(wanted)];
    const [target] = targetsOf({ exclusive: false, instances }, LIST);
    assertEquals(
      [target?.configDirectory, target?.instance !== undefined],
      [directory, isListed],
    );
  });
}

const REFUSED: readonly (readonly [Partial<WantedInstance>[], string])[] = [
  [
    [{ name: "postfix-a" }, { configDirectory: "/etc/postfix-a" }],
    "d: /etc/postfix-a is the instance of an earlier entry",
  ],
  [
    [{ configDirectory: "/etc/postfix" }],
    'd: /etc/postfix is the primary instance: say "primary": true',
  ],
  [
    [{ primary: true, configDirectory: "/etc/postfix-a" }],
    "d: the primary instance is in /etc/postfix",
  ],
];

for (const [wanted, message] of REFUSED) {
  Deno.test(`targetsOf() says: ${message}`, () => {
    const document = { exclusive: false, instances: wanted.map(entry) };
    assertThrows(() => targetsOf(document, LIST), FatalError, message);
  });
}

Deno.test("targetsOf() lets what is not mentioned go with exclusive only", () => {
  const instances = [entry({ name: "postfix-b" })];
  assertEquals(targetsOf({ exclusive: false, instances }, LIST).length, 1);
  const targets = targetsOf({ exclusive: true, instances }, LIST);
  assertEquals(
    targets.map(({ configDirectory, wanted }) => [
      configDirectory,
      wanted.state,
    ]),
    [["/etc/postfix-b", undefined], ["/etc/postfix-a", "absent"]],
  );
});

Deno.test("targetsOf() refuses damaged instances that it is about, and no others", () => {
  const list = madeList(madePrimary(), madeDamage("/etc/postfix-x"));
  const about = [entry({ configDirectory: "/etc/postfix-x" })];
  const document = { exclusive: false, instances: about };
  assertThrows(() => targetsOf(document, list), FatalError, "is damaged");
  assertThrows(
    () => targetsOf({ exclusive: true, instances: [] }, list),
    FatalError,
  );
  assertEquals(targetsOf({ exclusive: false, instances: [] }, list), []);
});
