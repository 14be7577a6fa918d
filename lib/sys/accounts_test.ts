import { assertEquals, assertThrows } from "@std/assert";
import { FatalError } from "../diag/errors.ts";
import { findId, openAccounts } from "./accounts.ts";

const { groupId, userId } = openAccounts();

const PASSWD = `root:x:0:0:root:/root:/bin/bash
postfix2:x:105:110::/var/spool/postfix:/usr/sbin/nologin

postfix:x:104:109::/var/spool/postfix:/usr/sbin/nologin
broken
negative:x:-2:0::/:
words:x:many:0::/:
twice:x:many:0::/:
twice:x:7:0::/:
again:x:8:0::/:
again:x:9:0::/:
`;

const IDS: readonly (readonly [name: string, id: number | undefined])[] = [
  ["root", 0],
  ["postfix", 104],
  ["postfix2", 105],
  ["post", undefined],
  ["Postfix", undefined],
  ["x", undefined],
  ["", undefined],
  ["broken", undefined],
  ["negative", undefined],
  ["words", undefined],
  ["twice", 7],
  ["again", 8],
];

for (const [name, id] of IDS) {
  Deno.test(`findId() finds ${id} for "${name}"`, () => {
    assertEquals(findId(PASSWD, name), id);
  });
}

Deno.test("findId() finds the last entry without a newline", () => {
  assertEquals(findId("mail:x:8:", "mail"), 8);
  assertEquals(findId("", "mail"), undefined);
});

Deno.test("userId() and groupId() know root, and numbers", () => {
  assertEquals(userId("root"), 0);
  assertEquals(groupId("root"), 0);
  assertEquals(userId("4711"), 4711);
  assertEquals(groupId("4711"), 4711);
});

Deno.test("userId() and groupId() look in their own table", () => {
  // On Debian the group adm has no user, and the user sync no group.
  assertEquals(groupId("adm"), 4);
  assertThrows(() => userId("adm"), FatalError);
  assertEquals(userId("sync"), 4);
  assertThrows(() => groupId("sync"), FatalError);
});

for (const name of ["no-such-account-here", "", "-x", "root:x"]) {
  Deno.test(`userId() and groupId() refuse "${name}"`, () => {
    assertThrows(
      () => userId(name),
      FatalError,
      `there is no user named "${name}"`,
    );
    assertThrows(
      () => groupId(name),
      FatalError,
      `there is no group named "${name}"`,
    );
  });
}
