/**
 * The plugin 05-systemd together with other plugins: under units that call
 * postfix(1), all hooks run around what the unit does; under units that call
 * postmulti, they run in the unit, and once.
 *
 * @module
 */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import {
  areDirect,
  assertDone,
  BOOTED,
  circumstance,
  linesOf,
  obstacle,
} from "./world/systemd.ts";

const ignore = obstacle !== undefined;

/** A plugin that notes each of its calls, and another that can veto. */
const WITNESSES = `postmulti --plugins install maintenance
cat > /etc/postfix/postmulti.d/50-witness.sh <<'HOOK'
#!/bin/sh
# @postmulti-plugin 1 on=pre:@change,post:@change,fail:@change
echo "$1 $2 $POSTMULTI_OUTCOME" >> /run/world/calls
HOOK
chmod 755 /etc/postfix/postmulti.d/50-witness.sh
`;

/** The calls since the last time. */
const CALLS = "cat $WORLD/calls; rm -f $WORLD/calls";

/** Units that are named after directories and call postfix(1), as Debian 13 has them. */
const DIRECT = areDirect ? "" : `
printf '%s\\n' '[Service]' Type=forking Environment=MAIL_CONFIG=/etc/postfix-%I \\
  'ExecStart=postfix start' 'ExecStop=postfix stop' 'ExecReload=postfix reload' \\
  > /etc/systemd/system/postfix@.service
systemd run systemctl daemon-reload
`;

const DIRECT_UNIT = "postfix@a.service";

/** What a unit is, and its instance's place. */
const STATE =
  `systemd run systemctl show -p ActiveState --value ${DIRECT_UNIT}`;

Deno.test(
  `all hooks run around a unit that calls postfix(1): ${circumstance}`,
  {
    ignore,
  },
  async (t) => {
    const shell = "systemd login shell postmulti -i postfix-a";
    const { steps } = await runInWorld("ours", {
      setup: `${BOOTED}${DIRECT}${WITNESSES}`,
      steps: [
        `echo disk > /etc/postfix-a/maintenance; ${shell} -p start; masters; ${CALLS}`,
        `rm /etc/postfix-a/maintenance; ${shell} -p start`,
        `masters; ${CALLS}`,
        `${shell} -p reload`,
        CALLS,
        `${shell} -p stop`,
        `${STATE}; ${CALLS}`,
        `${shell} -p start; ${shell} -p abort; ${STATE}; ${CALLS}`,
        `${shell} -p start; ${shell} -p quick-stop; ${STATE}; ${CALLS}
       ls /var/spool/postfix-a/quick-start`,
        `put() { echo "$2" >> "$1"; }
       put /etc/postfix-a/main.cf 'inet_protocols = nonsense'
       ${shell} -p start; ${STATE}; ${CALLS}`,
      ],
    });
    const [vetoed, start, started, reload, reloaded, stop, stopped] = steps;
    const [abort, quickStop, failed] = steps.slice(7);
    await t.step("a veto keeps the unit from being started", () => {
      assertStringIncludes(
        vetoed?.stderr ?? "",
        "vetoed by plugin 10-maintenance",
      );
      assertEquals(linesOf(vetoed), []);
    });
    await t.step("start", () => {
      assertDone(start, "start", [DIRECT_UNIT]);
      assertEquals(linesOf(started), [
        "postfix-a /system.slice/system-postfix.slice/postfix@a.service",
        "pre start ",
        "post start ok",
      ]);
    });
    await t.step("reload", () => {
      assertDone(reload, "reload", [DIRECT_UNIT]);
      assertEquals(linesOf(reloaded), ["pre reload ", "post reload ok"]);
    });
    await t.step("stop", () => {
      assertDone(stop, "stop", [DIRECT_UNIT]);
      assertEquals(linesOf(stopped), ["inactive", "pre stop ", "post stop ok"]);
    });
    await t.step("abort and quick-stop leave no failed unit", () => {
      assertEquals(linesOf(abort).slice(0, 1), ["inactive"], abort?.stderr);
      assertEquals(linesOf(abort).slice(3), ["pre abort ", "post abort ok"]);
      assertEquals(linesOf(quickStop), [
        "inactive",
        "pre start ",
        "post start ok",
        "pre quick-stop ",
        "post quick-stop ok",
        "/var/spool/postfix-a/quick-start",
      ]);
    });
    await t.step("a unit that fails is a start that failed", () => {
      assertEquals(linesOf(failed), [
        "failed",
        "pre start ",
        "fail start failed",
      ], failed?.stderr);
      assertStringIncludes(
        failed?.stderr ?? "",
        "start by plugin 05-systemd failed",
      );
    });
  },
);

/** Units of the shape that postmulti installs: an instance is a directory. */
const OWN = `
printf '%s\\n' '[Service]' Type=forking GuessMainPID=no \\
  'ExecStart=/usr/sbin/postmulti -i %f -p start' \\
  'ExecStop=-/usr/sbin/postmulti -i %f -p stop' \\
  'ExecReload=/usr/sbin/postmulti -i %f -p reload' \\
  > /etc/systemd/system/postmulti@.service
mkdir -p /etc/else/where /var/spool/nameless /var/lib/nameless
sed -e '/^multi_instance_name/d' -e 's,/postfix-m$,/nameless,' /etc/postfix-m/main.cf \\
  > /etc/else/where/main.cf
cp /etc/postfix-m/master.cf /etc/else/where/
chown postfix /var/lib/nameless && chmod 700 /var/lib/nameless
listed /etc/else/where
systemd run systemctl daemon-reload
`;

Deno.test(
  `postmulti's own units come first, and run the hooks: ${circumstance}`,
  {
    ignore,
  },
  async (t) => {
    const names = ["-", "/etc/else/where", "postfix-a"];
    const units = [
      "postmulti@etc-postfix.service",
      "postmulti@etc-else-where.service",
      "postmulti@etc-postfix\\x2da.service",
    ];
    const shell = (name: string, verb: string) =>
      `systemd login shell postmulti -i ${name} -p ${verb}`;
    const { steps } = await runInWorld("ours", {
      setup: `${BOOTED}${OWN}${WITNESSES}`,
      steps: [
        ...names.map((name) => `${shell(name, "start")}`),
        `masters | sed 's,.*/,,'; ${CALLS}`,
        ...names.map((name) => `${shell(name, "reload")}`),
        CALLS,
        `${shell("postfix-a", "abort")}; ${CALLS}`,
        // systemd notices the end of the last process a moment later.
        `for _ in $(seq 600); do
           state=$(systemd run systemctl show -p ActiveState --value 'postmulti@etc-postfix\\x2da')
           case $state in active | deactivating) sleep 0.1 ;; *) break ;; esac
         done; echo $state`,
        ...names.slice(0, 2).map((name) => `${shell(name, "stop")}`),
        `masters; ${CALLS}`,
      ],
    });
    const [started, reloaded, aborted, state, stopped] = [3, 7, 8, 9, 12]
      .map((at) => steps[at]);
    await t.step(
      "each instance is started in its unit, the hooks run once",
      () => {
        for (const [at, unit] of units.entries()) {
          assertDone(steps[at], "start", [unit]);
        }
        assertEquals(linesOf(started), [
          ...[...units].sort(),
          ...units.flatMap(() => ["pre start ", "post start ok"]),
        ]);
      },
    );
    await t.step("reload", () => {
      for (const [at, unit] of units.entries()) {
        assertDone(steps[4 + at], "reload", [unit]);
      }
      assertEquals(
        linesOf(reloaded),
        units.flatMap(() => ["pre reload ", "post reload ok"]),
      );
    });
    await t.step(
      "abort is done by postfix(1), and the unit is not failed",
      () => {
        assertEquals(
          linesOf(aborted).filter((line) => line.includes("abort")),
          ["pre abort ", "post abort ok"],
          aborted?.stderr,
        );
        assertEquals(linesOf(state), ["inactive"]);
      },
    );
    await t.step("stop", () => {
      assertDone(steps[10], "stop", ["postmulti@etc-postfix.service"]);
      assertDone(steps[11], "stop", ["postmulti@etc-else-where.service"]);
      assertEquals(
        linesOf(stopped).filter((line) => line.startsWith("post stop")).length,
        2,
      );
    });
  },
);
