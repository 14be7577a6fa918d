import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { parseMasterCf } from "../postfix/master_cf.ts";
import { isRegularFile } from "../sys/files.ts";
import { isJailed, jailOf } from "./gather_jail.ts";

const LEVELS: readonly (readonly [string, string, boolean])[] = [
  ["y", "3.6", true],
  ["n", "0", false],
  ["-", "0", true],
  ["-", "0.9", true],
  ["-", "1", false],
  ["-", "3.6", false],
];

for (const [chroot, level, expected] of LEVELS) {
  Deno.test(`isJailed() is ${expected} of ${chroot} at level ${level}`, () => {
    assertEquals(isJailed({ chroot }, level), expected);
  });
}

const { services } = parseMasterCf("smtp inet n - y - - smtpd\n");

Deno.test("jailOf() is nothing when no service wants a jail", () => {
  const options = { directory: "/nonexistent", compatibilityLevel: "3.6" };
  assertEquals(jailOf([], options), undefined);
});

Deno.test("jailOf() misses what the host has and the jail has not", () => {
  using temp = tempDirectory();
  const options = { directory: temp.path, compatibilityLevel: "3.6" };
  const jail = jailOf(services, options);
  assertEquals(jail?.services, services);
  assertEquals(
    jail?.missing.includes("etc/services"),
    isRegularFile("/etc/services"),
  );
  for (const path of jail?.missing ?? []) temp.write(path);
  assertEquals(jailOf(services, options)?.missing, []);
});
