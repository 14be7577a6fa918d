/**
 * The plugin 05-systemd where things are not as it likes them: instances outside
 * of their units, commands that units do not know, other units, none, no systemd.
 *
 * @module
 */

import {
  assert,
  assertEquals,
  assertNotMatch,
  assertStringIncludes,
} from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import {
  ALL,
  areDirect,
  assertDone,
  BOOTED,
  circumstance,
  INSTANCES,
  inUnits,
  linesOf,
  obstacle,
  SECONDARIES,
  unitOf,
} from "./world/systemd.ts";

const ignore = obstacle !== undefined;

Deno.test(`an instance outside of its unit comes into it: ${circumstance}`, {
  ignore,
}, async (t) => {
  const { steps } = await runInWorld("ours", {
    setup: `${BOOTED}mv $plugin $WORLD/`,
    steps: [
      // With this variable, Debian's postfix-script does not ask systemd by itself.
      "systemd login shell env INVOCATION_ID=1 postfix -c /etc/postfix-a start > /dev/null; masters",
      "mv $WORLD/05-systemd.sh /etc/postfix/postmulti.d/",
      "systemd run postmulti -i postfix-a -p start",
      "systemd run postmulti -i postfix-a -p reload; masters",
      "systemd run postmulti -i postfix-a -p stop; masters",
      "systemd run postmulti -i postfix-a -p start; masters",
    ],
  });
  const [before, , start, reload, stop, restart] = steps;
  await t.step("it runs where it was started", () => {
    assertEquals(linesOf(before), ["postfix-a /user.slice/shell.scope"]);
  });
  await t.step("a start says that it runs, and what to do", () => {
    assertEquals(start?.status, 1);
    assertStringIncludes(
      start?.stderr ?? "",
      `outside of ${unitOf("postfix-a")}`,
    );
  });
  await t.step("reload and stop are not left to the unit", () => {
    assertEquals(linesOf(reload), linesOf(before), reload?.stderr);
    assertEquals(linesOf(stop), [], stop?.stderr);
  });
  await t.step("the next start is", () => {
    assertEquals(linesOf(restart), inUnits(["postfix-a"]), restart?.stderr);
  });
});

for (const command of ["abort", "drain", "quick-stop"]) {
  Deno.test(`the unit is not failed after ${command}: ${circumstance}`, {
    ignore,
  }, async () => {
    const unit = unitOf("postfix-a");
    const { steps } = await runInWorld("ours", {
      setup: `${BOOTED}
mkdir /etc/systemd/system/postfix@.service.d
printf '[Service]\\nRestart=on-failure\\n' > /etc/systemd/system/postfix@.service.d/x.conf
systemd run systemctl daemon-reload`,
      steps: [
        "systemd run postmulti -i postfix-a -p start",
        `systemd run postmulti -i postfix-a -p ${command}`,
        // A stop waits for what is going on already.
        `systemd run systemctl stop ${unit}; masters`,
        `systemd run systemctl show -p ActiveState -p NRestarts ${unit}`,
        "systemd run postmulti -i postfix-a -p start; masters",
      ],
    });
    const [start, stop, masters, state, restart] = steps;
    assertDone(start, "start", [unitOf("postfix-a")]);
    assertEquals(stop?.status, 0, stop?.stderr);
    assertEquals(linesOf(masters), []);
    assertEquals(linesOf(state).toSorted(), [
      "ActiveState=inactive",
      "NRestarts=0",
    ]);
    assertEquals(linesOf(restart), inUnits(["postfix-a"]), restart?.stderr);
  });
}

/**
 * Units as later versions of Debian have them: postfix.service is the default
 * instance, and a stop or reload of it goes to all instances; and a template that
 * takes escaped names.
 */
const OTHER_UNITS = `
printf '%s\\n' '[Service]' Type=forking Environment=MAIL_CONFIG=/etc/postfix \\
  'ExecStart=postfix start' 'ExecStop=postfix stop' 'ExecReload=postfix reload' \\
  > /etc/systemd/system/postfix.service
printf '%s\\n' '[Unit]' PartOf=postfix.service ReloadPropagatedFrom=postfix.service \\
  After=postfix.service '[Service]' Type=forking GuessMainPID=no \\
  'ExecStart=/usr/sbin/postmulti -i %I -p start' \\
  'ExecStop=/usr/sbin/postmulti -i %I -p stop' \\
  'ExecReload=/usr/sbin/postmulti -i %I -p reload' \\
  > /etc/systemd/system/postfix@.service
systemd run systemctl daemon-reload
`;

Deno.test(`units of other distributions serve, too: ${circumstance}`, {
  ignore,
}, async (t) => {
  const escaped = SECONDARIES.map((name) =>
    `postfix@${name.replace("-", "\\x2d")}.service`
  );
  const secondaries = SECONDARIES.map((name, number) =>
    `${name} /system.slice/system-postfix.slice/${escaped[number]}`
  ).sort();
  const { steps } = await runInWorld("ours", {
    setup: `${BOOTED}${OTHER_UNITS}`,
    steps: [
      "systemd login shell postfix start",
      "masters",
      "systemd run postmulti -i - -p reload",
      "journalctl -o cat -q _PID=1 | grep '^Reloaded '",
      "systemd run postmulti -i - -p stop",
      "masters",
      "systemd run postfix stop; masters",
    ],
  });
  const [start, started, reload, reloads, stop, stopped, all] = steps;
  await t.step("each instance is in its unit", () => {
    assertDone(start, "start", ["postfix.service", ...escaped]);
    assertEquals(linesOf(started), [
      "- /system.slice/postfix.service",
      ...secondaries,
    ]);
  });
  await t.step("a reload of the default instance is for this one", () => {
    assertDone(reload, "reload", ["postfix.service"]);
    assertEquals(linesOf(reloads).length, 1);
  });
  await t.step("and so is a stop", () => {
    assertDone(stop, "stop", ["postfix.service"]);
    assertEquals(linesOf(stopped), secondaries);
    assertEquals(linesOf(all), []);
  });
});

Deno.test(
  `instances whose unit is masked are left to postfix(1): ${circumstance}`,
  {
    ignore,
  },
  async () => {
    const { steps } = await runInWorld("ours", {
      setup: `${BOOTED}systemd run systemctl mask ${unitOf("postfix-a")}`,
      steps: [
        "systemd login shell postmulti -v -i postfix-a -p start; masters",
      ],
    });
    assertStringIncludes(steps[0]?.stderr ?? "", "is masked to systemd");
    // From Debian 13 on, postfix(1) asks systemd itself, which refuses.
    assertEquals(
      linesOf(steps[0]).filter((line) => line.startsWith("postfix-")),
      areDirect ? [] : ["postfix-a /user.slice/shell.scope"],
    );
  },
);

Deno.test("the plugin does nothing without systemd, and says so under -v", async (t) => {
  const { steps } = await runInWorld("ours", {
    setup: `${INSTANCES}\ninstall_plugin`,
    steps: [
      "postmulti -v -p start",
      "ps -C master | wc -l",
      "postmulti -p stop",
    ],
  });
  const [start, masters, stop] = steps;
  await t.step("the instances start and stop as ever", () => {
    assertEquals(start?.status, 0, start?.stderr);
    assert(Number(masters?.stdout) > ALL.length, masters?.stdout);
    assertEquals(stop?.status, 0, stop?.stderr);
  });
  await t.step("it says so once in a run for all instances", () => {
    assertEquals(start?.stderr.match(/not booted with systemd/g)?.length, 1);
  });
  await t.step("it is silent without -v", () => {
    assertNotMatch(stop?.stderr ?? "", /05-systemd/);
  });
});
