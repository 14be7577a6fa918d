/**
 * The plugin 05-systemd under a booted systemd with the distribution's own units
 * of Postfix: who does what, what the user is told, and in which control group
 * every instance ends up.
 *
 * @module
 */

import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import { isStopOfNothingFine } from "./world/postfix_version.ts";
import {
  ALL,
  areDirect,
  assertDone,
  BOOTED,
  circumstance,
  inUnits,
  linesOf,
  obstacle,
  SECONDARIES,
  START_AT_BOOT,
  unitOf,
} from "./world/systemd.ts";

const ignore = obstacle !== undefined;

Deno.test(`start, stop and reload are done by the units: ${circumstance}`, {
  ignore,
}, async (t) => {
  const { steps } = await runInWorld("ours", {
    setup: BOOTED,
    steps: [
      "systemd login shell postfix start",
      "masters",
      "systemd logout shell; masters",
      "systemd login cron postmulti -i postfix-a -p stop",
      "masters",
      "systemd login cron postmulti -i postfix-a -p start",
      "masters",
      "systemd login cron postmulti -g mta -p reload",
      "masters",
      "journalctl -o cat -q _PID=1 | grep -c '^Reloaded .*(instance '",
      "systemd run postfix start",
      "systemd run systemctl restart postfix && masters",
      "systemd run postfix stop",
      `masters; systemd run systemctl is-active ${ALL.map(unitOf).join(" ")}`,
      "systemd run postfix stop",
    ],
  });
  const [start, started, loggedOut, stopOne, oneStopped, startOne] = steps;
  const [allRun, reload, reloaded, reloads, again] = steps.slice(6);
  const [restarted, stop, stopped, stopAgain] = steps.slice(11);

  await t.step("postfix start, typed in a shell", () => {
    assertDone(start, "start", ALL.map(unitOf));
    assertEquals(linesOf(started), inUnits(ALL));
  });
  await t.step("logout from that shell", () => {
    assertEquals(linesOf(loggedOut), inUnits(ALL));
  });
  await t.step("postmulti -i NAME -p stop", () => {
    assertDone(stopOne, "stop", [unitOf("postfix-a")]);
    assertEquals(
      linesOf(oneStopped),
      inUnits(ALL.filter((name) => name !== "postfix-a")),
    );
  });
  await t.step("postmulti -i NAME -p start", () => {
    assertDone(startOne, "start", [unitOf("postfix-a")]);
    assertEquals(linesOf(allRun), inUnits(ALL));
  });
  await t.step("postmulti -g GROUP -p reload", () => {
    assertDone(reload, "reload", SECONDARIES.map(unitOf));
    assertEquals(linesOf(reloaded), inUnits(ALL));
    assertEquals(linesOf(reloads), ["3"]);
  });
  await t.step("a start of what runs says so, as without systemd", () => {
    assertEquals(again?.status, 1);
    assertNotMatch(again?.stderr ?? "", /systemctl/);
  });
  await t.step("systemctl restart postfix", () => {
    assertEquals(restarted?.status, 0, restarted?.stderr);
    assertEquals(linesOf(restarted), inUnits(ALL));
  });
  await t.step("postfix stop", () => {
    assertDone(stop, "stop", [...ALL].reverse().map(unitOf));
    assertEquals([...new Set(linesOf(stopped))], ["inactive"]);
  });
  await t.step("a stop of what does not run says so", () => {
    assertEquals(stopAgain?.status, isStopOfNothingFine ? 0 : 1);
    assertNotMatch(stopAgain?.stderr ?? "", /systemctl/);
  });
});

const FAILURES = [
  [
    "the mail log",
    "",
    areDirect
      // Postfix 3.10 logs nothing there before it runs.
      ? /no log says why, since the instance itself writes \/var\/log\/postfix\.log/
      : /mail log: .* postfix-z\/postfix-script\[\d+\]: fatal: mail system startup failed/,
  ],
  [
    "the journal",
    "sed -i '/^maillog_file/d' /etc/postfix-z/main.cf",
    /journal: fatal: bind 192\.0\.2\.1 port 2525: Cannot assign/,
  ],
] as const;

for (const [where, change, expected] of FAILURES) {
  Deno.test(`a start that fails shows what ${where} says: ${circumstance}`, {
    ignore,
  }, async () => {
    const { steps } = await runInWorld("ours", {
      setup: `${BOOTED}
${change}
sed -i '/^master_service_disable/d' /etc/postfix-z/main.cf
sed -i 's/^smtp *inet.*/#&/' /etc/postfix-z/master.cf
put /etc/postfix-z/master.cf '192.0.2.1:2525 inet n - n - - smtpd'`,
      steps: [
        "systemd run postfix start",
        "masters",
        `systemd run systemctl is-failed ${unitOf("postfix-z")}`,
      ],
    });
    const [start, masters, failed] = steps;
    assertEquals(start?.status, 1);
    assertMatch(start?.stderr ?? "", expected);
    assertEquals(
      linesOf(masters),
      inUnits(ALL.filter((name) => name !== "postfix-z")),
    );
    assertEquals(linesOf(failed), ["failed"]);
  });
}

Deno.test(`a reboot keeps the order of the instances: ${circumstance}`, {
  ignore,
}, async (t) => {
  const order = areDirect ? [...SECONDARIES, "-"] : ALL;
  const times = order.map((name) =>
    "systemd run systemctl show -p InactiveExitTimestampMonotonic " +
    `-p ActiveEnterTimestampMonotonic --value ${unitOf(name)}`
  ).join("; ");
  const { steps } = await runInWorld("ours", {
    setup: `${BOOTED}
systemd run postfix start
${START_AT_BOOT}`,
    steps: [
      "readlink /etc/systemd/system-generators/postmulti-order",
      "systemd shutdown; journalctl -D /run/log/journal -o cat -q _PID=1 | " +
      "sed -n 's/(main.default instance)/(instance -)/; " +
      "s/^\\(Stopp[a-z]*\\) .*(instance \\([^,)]*\\).*/\\1 \\2/p'",
      "systemd boot; masters",
      times,
      "echo 'boot_order = no' > /etc/postfix/postmulti.d/05-systemd.conf",
      "systemd run postmulti -i postfix-m -p stop; " +
      "systemd run postmulti -i postfix-m -p start; masters",
      "readlink /etc/systemd/system-generators/postmulti-order",
      `systemd run systemctl show -p After --value ${unitOf("postfix-m")}`,
    ],
  });
  const [link, stopped, booted, started] = steps;
  const [unordered, noLink, after] = steps.slice(5);
  await t.step("the first start makes the plugin a generator", () => {
    assertEquals(linesOf(link), ["/etc/postfix/postmulti.d/05-systemd.sh"]);
  });
  await t.step("the shutdown goes from the last to the first", () => {
    assertEquals(
      linesOf(stopped),
      [...order].reverse().flatMap((name) => {
        const title = areDirect ? name.replace(/^postfix-/, "") : name;
        return [`Stopping ${title}`, `Stopped ${title}`];
      }),
    );
  });
  await t.step("the boot goes from the first to the last", () => {
    assertEquals(linesOf(booted), inUnits(ALL));
    const stamps = linesOf(started).map(Number);
    assertEquals(stamps.length, 2 * ALL.length);
    assertEquals(stamps, [...stamps].sort((a, b) => a - b));
  });
  await t.step("boot_order = no takes it back", () => {
    assertEquals(linesOf(unordered), inUnits(ALL), unordered?.stderr);
    assertEquals(noLink?.stdout, "");
    assertNotMatch(after?.stdout ?? "", /postfix@/);
  });
});
