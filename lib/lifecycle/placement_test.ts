import { assertEquals, assertThrows } from "@std/assert";
import {
  madeDamage,
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import { FatalError } from "../diag/errors.ts";
import type { Selection } from "../registry/select.ts";
import { placeBefore } from "./placement.ts";

const LIST = madeList(
  madePrimary({ name: "postfix-0", group: "g" }),
  madeSecondary("postfix-a"),
  madeDamage("/etc/postfix-b"),
  madeSecondary("postfix-c", { group: "g" }),
  madeDamage("/etc/postfix-d", { name: "postfix-d", group: "h" }),
  madeSecondary("postfix-e", { group: "h", configDirectory: "/etc/e/" }),
);

const PLACES: readonly (readonly [
  selection: Selection | undefined,
  before: string | undefined,
])[] = [
  [undefined, undefined],
  [{ by: "all" }, "/etc/postfix-a"],
  [{ by: "name", name: "postfix-a" }, "/etc/postfix-a"],
  [{ by: "name", name: "c" }, "/etc/postfix-c"],
  [{ by: "name", name: "/etc/postfix-c" }, "/etc/postfix-c"],
  [{ by: "name", name: "/etc/postfix-b" }, "/etc/postfix-b"],
  [{ by: "name", name: "postfix-d" }, "/etc/postfix-d"],
  [{ by: "name", name: "d" }, "/etc/postfix-d"],
  [{ by: "name", name: "e" }, "/etc/e/"],
  [{ by: "group", group: "g" }, "/etc/postfix-c"],
  [{ by: "group", group: "h" }, "/etc/postfix-d"],
];

for (const [selection, before] of PLACES) {
  Deno.test(`placeBefore() with ${JSON.stringify(selection)} is ${before}`, () => {
    assertEquals(placeBefore(LIST, selection), before);
  });
}

Deno.test("placeBefore() has no place in an empty list", () => {
  const list = madeList(madePrimary());
  assertEquals(placeBefore(list, { by: "all" }), undefined);
  assertEquals(placeBefore(list, undefined), undefined);
});

const NOWHERE: readonly (readonly [selection: Selection, said: string])[] = [
  [{ by: "name", name: "nosuch" }, "-i nosuch"],
  [{ by: "name", name: "-" }, "-i -"],
  [{ by: "name", name: "postfix-0" }, "-i postfix-0"],
  [{ by: "group", group: "nosuch" }, "-g nosuch"],
  [{ by: "group", group: "" }, "-g "],
];

for (const [selection, said] of NOWHERE) {
  Deno.test(`placeBefore() refuses ${said}, which no secondary matches`, () => {
    assertThrows(
      () => placeBefore(LIST, selection),
      FatalError,
      `no secondary instance matches ${said}, so the new one cannot be put`,
    );
  });
}
