import { assertEquals } from "@std/assert";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import {
  fullTitleOf,
  groupProblem,
  nameProblem,
  titleOf,
  withoutSlash,
} from "./instance.ts";

const ALL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" +
  "0123456789!@%-_=+:.";

const UNSAFE = [
  ..." \t\n\r\0\"#$&'()*,;<>?[\\]^`{|}~",
  "ö",
  "\u00a0",
  "\u2028",
];

const GOOD_NAMES = [
  "postfix-",
  "postfix-a",
  "postfix-postfix-a",
  "postfix-..",
  `postfix-${ALL_SAFE}`,
];

for (const name of GOOD_NAMES) {
  Deno.test(`nameProblem() accepts ${name}`, () => {
    assertEquals(nameProblem(name), undefined);
  });
}

const PREFIX = 'does not start with "postfix-": call it postfix-';
const CHARACTERS = "must be made of letters, digits and !@%-_=+:./";

const BAD_NAMES: readonly (readonly [name: string, problem: string])[] = [
  ["", `instance name "" ${PREFIX}`],
  ["a", `instance name "a" ${PREFIX}a`],
  ["postfix", `instance name "postfix" ${PREFIX}postfix`],
  ["Postfix-a", `instance name "Postfix-a" ${PREFIX}Postfix-a`],
  [" postfix-a", `instance name " postfix-a" ${PREFIX} postfix-a`],
  [
    "postfix-a/b",
    'instance name "postfix-a/b" has a "/" in it, which would make it a ' +
    "path: leave it out",
  ],
  ["postfix-a b", `instance name "postfix-a b" ${CHARACTERS}`],
  ["postfix-a\n", `instance name "postfix-a\n" ${CHARACTERS}`],
];

for (const [name, problem] of BAD_NAMES) {
  Deno.test(`nameProblem() finds fault with ${JSON.stringify(name)}`, () => {
    assertEquals(nameProblem(name), problem);
  });
}

for (const group of ["a", "a/b", "/", "-", "postfix-a", `${ALL_SAFE}/`]) {
  Deno.test(`groupProblem() accepts ${group}`, () => {
    assertEquals(groupProblem(group), undefined);
  });
}

for (const character of UNSAFE) {
  const shown = JSON.stringify(character);
  Deno.test(`nameProblem() and groupProblem() refuse ${shown}`, () => {
    for (const word of [`a${character}`, `a${character}b`, character]) {
      const name = `postfix-${word}`;
      assertEquals(nameProblem(name), `instance name "${name}" ${CHARACTERS}`);
      assertEquals(groupProblem(word), `group name "${word}" ${CHARACTERS}`);
    }
  });
}

Deno.test("groupProblem() refuses an empty word", () => {
  assertEquals(groupProblem(""), `group name "" ${CHARACTERS}`);
});

Deno.test("titleOf() is the name, or the directory of a nameless instance", () => {
  assertEquals(titleOf(madeSecondary("postfix-in")), "postfix-in");
  assertEquals(titleOf(madePrimary()), "/etc/postfix");
});

Deno.test("fullTitleOf() has the directory as well, once", () => {
  assertEquals(
    fullTitleOf(madeSecondary("postfix-in")),
    "postfix-in (/etc/postfix-in)",
  );
  assertEquals(fullTitleOf(madePrimary()), "/etc/postfix");
});

const SLASHES: readonly (readonly [path: string, expected: string])[] = [
  ["/", "/"],
  ["///", "/"],
  ["/a", "/a"],
  ["/a/", "/a"],
  ["/a/b//", "/a/b"],
  ["//a//b", "//a//b"],
  ["", "/"],
];

for (const [path, expected] of SLASHES) {
  Deno.test(`withoutSlash() makes "${expected}" of "${path}"`, () => {
    assertEquals(withoutSlash(path), expected);
  });
}
