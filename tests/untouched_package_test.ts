/**
 * Postfix as the package of each release leaves it, with its own samples, jails and
 * alias tables: the doctor finds nothing there, and an instance that was made,
 * started, stopped and destroyed leaves nothing behind.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import {
  hasRelease,
  runInRelease,
  type StepInRelease,
} from "./untouched/in_release.ts";

/** The release, and whether its postfix(1) prepares jails by itself. */
const RELEASES: readonly (readonly [string, boolean])[] = [
  ["bullseye", false],
  ["bookworm", false],
  ["trixie", true],
  ["sid", true],
];

const DOCTOR = "postmulti --doctor";

/** What the jail of an instance consists of afterwards. */
const SHOW_JAIL = "(cd /var/spool/postfix-out; find etc lib usr dev | sort)";

/** All that is there of instances; an alias table is no part of them. */
const SHOW_TREES = "find /etc/postfix* /var/spool/postfix* /var/lib/postfix* " +
  "-printf '%y %m %u %g %p %l\\n' | grep -vE ' (p|s) |prng_exch|/pid/' | sort";

/** As the package's own installation does on a host that is not made by a test. */
const FIRST_START = "/etc/init.d/postfix start && /etc/init.d/postfix stop";

const CONFIGURE = [
  "postmulti -i out -x postconf -e master_service_disable= " +
  "authorized_submit_users=root inet_interfaces=loopback-only",
  "postmulti -i out -x postconf -M# smtp/inet",
  "postmulti -i out -x postconf " +
  "-M 127.0.0.1:10026/inet='127.0.0.1:10026 inet n - y - - smtpd'",
];

const STEPS = [
  FIRST_START,
  SHOW_TREES,
  "postmulti -l",
  DOCTOR,
  "postmulti -e init",
  "postmulti -e create -I postfix-out",
  ...CONFIGURE,
  "postmulti -e enable -i out",
  "postmulti -i out -p start",
  "postmulti --status -i out",
  DOCTOR,
  `${DOCTOR} | sed -n 's/^    fix  //p' | sh -e`,
  DOCTOR,
  SHOW_JAIL,
  "postmulti -i out -p stop",
  "postmulti -e disable -i out",
  "postmulti -e destroy -i out",
  "postmulti --uninit",
  SHOW_TREES,
];

for (const [release, preparesJails] of RELEASES) {
  const isThere = await hasRelease(release);
  const otherwise = isThere
    ? ""
    : ` (skipped: run scripts/release_root.sh ${release})`;
  Deno.test({
    name: `an untouched Postfix of ${release} gives no reason to complain` +
      otherwise,
    ignore: !isThere,
    fn: async () => {
      const steps = await runInRelease(release, STEPS);
      const all = (line: string): StepInRelease[] =>
        steps.filter(({ run }) => run === line);
      const one = (line: string): string => all(line)[0]?.output ?? "";
      const [before, after, last] = all(DOCTOR);
      assertEquals(before?.output, "no problems found in 1 instance\n");
      assertEquals(before?.status, 0);
      assertEquals(
        one("postmulti -l"),
        "-               -               y         /etc/postfix\n",
      );
      assertMatch(one("postmulti --status -i out"), /^postfix-out .* \d+ /m);
      assertEquals(
        after?.output.match(/\[[a-z-]+\]$/gm) ?? [],
        preparesJails ? [] : ["[chroot-jail]"],
        after?.output,
      );
      assertEquals(last?.output, "no problems found in 2 instances\n");
      assertMatch(one(SHOW_JAIL), /^etc\/hosts$/m);
      assertEquals(one("postmulti -e destroy -i out"), "");
      const [first, final] = all(SHOW_TREES);
      assertEquals(final?.output, first?.output);
      const failed = steps.filter((step) =>
        step.status !== 0 && step !== after
      );
      assertEquals(failed, []);
    },
  });
}
