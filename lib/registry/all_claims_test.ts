import { assertEquals, assertThrows } from "@std/assert";
import {
  madeDamage,
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { FatalError } from "../diag/errors.ts";
import { allClaims } from "./all_claims.ts";

const SHARED = {
  command_directory: "/opt/sbin",
  daemon_directory: "/opt/libexec",
  meta_directory: "/opt/meta",
  shlib_directory: "/opt/lib",
};

Deno.test("allClaims() has those of all instances and of shared directories", () => {
  const list = madeList(
    madePrimary(),
    madeDamage("/etc/postfix-damaged"),
    madeSecondary("postfix-in"),
  );
  const claims = allClaims(madeInstallation({ defaults: SHARED }), list);
  assertEquals(claims.map(({ value }) => value), [
    "/etc/postfix",
    "/var/spool/postfix",
    "/var/lib/postfix",
    "/opt/sbin",
    "/opt/libexec",
    "/opt/lib",
    "postfix-in",
    "/etc/postfix-in",
    "/var/spool/postfix-in",
    "/var/lib/postfix-in",
  ]);
});

Deno.test("allClaims() does not mind that meta_directory is config_directory", () => {
  const defaults = { ...SHARED, meta_directory: "/etc/postfix" };
  const list = madeList(madePrimary());
  assertEquals(allClaims(madeInstallation({ defaults }), list).length, 6);
});

Deno.test("allClaims() refuses two owners of one value", () => {
  const list = madeList(
    madePrimary(),
    madeSecondary("postfix-in", { queueDirectory: "/opt/lib" }),
  );
  assertThrows(
    () => allClaims(madeInstallation({ defaults: SHARED }), list),
    FatalError,
    "queue_directory = /opt/lib of instance postfix-in (/etc/postfix-in) is " +
      "already the shlib_directory of instance /etc/postfix",
  );
});
