import { assertEquals, assertThrows } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import {
  madeDamage,
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { FatalError } from "../diag/errors.ts";
import type { Selection } from "../registry/select.ts";
import {
  type EditContext,
  primaryMainCf,
  refuseUnknownClaims,
  selectedInstance,
} from "./edit_context.ts";

const LIST = madeList(
  madePrimary(),
  madeSecondary("postfix-a"),
  madeDamage("/etc/postfix-b", { name: "postfix-b" }),
  madeDamage("/etc/postfix-c"),
);

function context(selection: Selection | undefined, list = LIST): EditContext {
  return madeContext(madeRequest("enable", { selection }), { list });
}

for (
  const [name, directory] of [
    ["a", "/etc/postfix-a"],
    ["postfix-a", "/etc/postfix-a"],
    ["/etc/postfix-a", "/etc/postfix-a"],
    ["-", "/etc/postfix"],
    ["/etc/postfix", "/etc/postfix"],
  ] as const
) {
  Deno.test(`selectedInstance() finds ${name}`, () => {
    const instance = selectedInstance(context({ by: "name", name }));
    assertEquals(instance.configDirectory, directory);
  });
}

for (
  const [name, message] of [
    ["nosuch", 'there is no instance "nosuch": "postmulti -l" shows'],
    ["/etc/nosuch", 'there is no instance "/etc/nosuch"'],
    ["postfix-b", "/etc/postfix-b/main.cf: it is damaged"],
    ["b", "/etc/postfix-b/main.cf: it is damaged"],
    ["/etc/postfix-b", "/etc/postfix-b/main.cf: it is damaged"],
    ["/etc/postfix-c", "/etc/postfix-c/main.cf: it is damaged"],
  ] as const
) {
  Deno.test(`selectedInstance() refuses ${name}`, () => {
    assertThrows(
      () => selectedInstance(context({ by: "name", name })),
      FatalError,
      message,
    );
  });
}

Deno.test("selectedInstance() refuses anything but one instance", () => {
  for (const selection of [undefined, { by: "all" } as const]) {
    assertThrows(() => selectedInstance(context(selection)), FatalError);
  }
});

Deno.test("refuseUnknownClaims() names the first damaged instance", () => {
  assertThrows(
    () => refuseUnknownClaims(context(undefined), "whose /q is"),
    FatalError,
    "instance /etc/postfix-b is damaged, so it is unknown whose /q is: " +
      "fix it first: /etc/postfix-b/main.cf: it is damaged",
  );
  const healthy = madeList(madePrimary(), madeSecondary("postfix-a"));
  refuseUnknownClaims(context(undefined, healthy), "whose /q is");
});

Deno.test("primaryMainCf() is in the primary's directory, wherever that is", () => {
  const installation = madeInstallation({ configDirectory: "/opt/etc" });
  const made = madeContext(madeRequest("init"), { installation });
  assertEquals(primaryMainCf(made), "/opt/etc/main.cf");
});
