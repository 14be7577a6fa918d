import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { parseMasterCf } from "../postfix/master_cf.ts";
import { withResource } from "../sys/with_resource.ts";
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

function options(
  queueDirectory: string,
  { hasLibraries = true, hasPlugin = () => false }: {
    readonly hasLibraries?: boolean;
    readonly hasPlugin?: () => boolean;
  } = {},
): Parameters<typeof jailOf>[1] {
  return {
    instance: { queueDirectory },
    compatibilityLevel: "3.6",
    hasLibraries,
    hasPlugin,
  };
}

Deno.test("jailOf() is nothing when no service wants a jail", () => {
  assertEquals(jailOf([], options("/nonexistent")), undefined);
});

Deno.test("jailOf() misses what the host has and the jail has not", () => {
  using temp = tempDirectory();
  const jail = jailOf(services, options(temp.path));
  assertEquals(jail?.services, services);
  assertEquals(
    jail?.missing.includes("etc/services"),
    isRegularFile("/etc/services"),
  );
  for (const path of jail?.missing ?? []) temp.write(path);
  assertEquals(jailOf(services, options(temp.path))?.missing, []);
});

Deno.test("jailOf() misses no library where jails have none", () => {
  using temp = tempDirectory();
  const jail = jailOf(services, options(temp.path, { hasLibraries: false }));
  assertEquals(jail?.missing.filter((path) => path.startsWith("lib")), []);
  assertEquals(
    jail?.missing.includes("etc/services"),
    isRegularFile("/etc/services"),
  );
});

Deno.test("jailOf() tells who needs the jail now, and who will prepare it", () => {
  withResource(tempDirectory(), ({ path, write }) => {
    const pidFile = write("pid/master.pid");
    const state = () => {
      const jail = jailOf(services, options(path, { hasPlugin: () => true }));
      return [jail?.isRunning, jail?.hasPlugin];
    };
    withResource(Deno.openSync(pidFile), (held) => {
      held.lockSync(true);
      assertEquals(state(), [true, true]);
    });
    assertEquals(state(), [false, true]);
  });
});
