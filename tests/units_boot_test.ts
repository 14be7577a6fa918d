/**
 * The units of `postmulti --units install` under a booted systemd: order, hooks,
 * control groups, and what systemctl does to one instance, a group and all.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import { circumstance, linesOf, obstacle } from "./world/systemd.ts";
import {
  DIRECTORIES,
  executablePlugin,
  INSTALLED,
  inUnits,
  RECORDED,
  recorded,
  RECORDER,
  unitOf,
} from "./world/units.ts";

const ignore = obstacle !== undefined;
const GROUP = DIRECTORIES.slice(1, 3);
const OTHERS = [DIRECTORIES[0], DIRECTORIES[3]];
const [PRIMARY, NAMED] = DIRECTORIES;

/** What systemd(1) says of a unit, by the id of the message; the words depend on its version. */
const MESSAGES = [
  ["Starting", "7d4958e842da4a758f6c1cdc7b36dcc5"],
  ["Started", "39f53479d3a045ac8e11786248231fbf"],
  ["Stopping", "de5b426a63be47a7b6ac3eaac82e2f6f"],
  ["Stopped", "9d1aaa27d60140bd96365438aad20286"],
] as const;

/** The lines of the manager about our services: the word and the unit. */
const EVENTS = "journalctl -D /run/log/journal -o json -q _PID=1 " +
  "--output-fields=MESSAGE_ID,UNIT | sed -n " +
  MESSAGES.map(([word, id]) => `-e '/${id}/s/^/${word} /p'`).join(" ") +
  " | sed -n 's/\\\\\\\\/\\\\/g; " +
  's/^\\([A-Za-z]*\\) .*"UNIT" *: *"\\(postmulti@[^"]*\\)".*/\\1 \\2/p\'';

/** A hook that submits mail as a user who needs the set-group-ID bit of postdrop(1). */
const SUBMITTER = executablePlugin(
  "60-submit",
  "on=post:start for=postfix-z",
  `echo "$2 has run" | timeout 60 setpriv --reuid=nobody --regid=nogroup --clear-groups \\
  sendmail root
echo "submitted: $?" > /var/log/submitted`,
);

/** A hook that vetoes one start, and says why. */
const VETO = executablePlugin(
  "60-veto",
  "on=pre:start for=postfix-z",
  `echo "the disk of the archive is not mounted" >&2
exit 1`,
);

function events(
  words: readonly [string, string],
  units: readonly string[],
): string[] {
  return units.flatMap((unit) => words.map((word) => `${word} ${unit}`));
}

Deno.test(
  `boot and shutdown go in the order of the list, with hooks: ${circumstance}`,
  {
    ignore,
  },
  async (t) => {
    const { steps } = await runInWorld("ours", {
      setup: `${INSTALLED}${RECORDER}${SUBMITTER}`,
      steps: [
        "systemd boot; masters",
        EVENTS,
        RECORDED,
        "systemd run systemctl is-system-running",
        "systemd run systemctl show -p MainPID --value " +
        `'${unitOf(NAMED)}'; cat /var/spool/postfix-z/pid/master.pid`,
        "systemd run postmulti --units show -j",
        "systemd run postmulti --doctor",
        "cat /var/log/submitted",
        `systemd shutdown; ${EVENTS} | sed '/^Start/d'`,
        RECORDED,
      ],
    });
    const [booted, order, hooks, state, main, show, doctor, submitted] = steps;
    const [stopped, undone] = steps.slice(8);
    const units = DIRECTORIES.map(unitOf);
    await t.step("each instance is in its unit", () => {
      assertEquals(linesOf(booted), inUnits(DIRECTORIES), booted?.stderr);
      assertEquals(linesOf(state), ["running"]);
    });
    await t.step("one starts after the other", () => {
      assertEquals(linesOf(order), events(["Starting", "Started"], units));
    });
    await t.step("hooks run as at the terminal", () => {
      assertEquals(
        linesOf(hooks),
        DIRECTORIES.flatMap((one) => [
          ...recorded("pre:start", [one]),
          ...recorded("post:start", [one]),
        ]),
      );
    });
    await t.step("systemd knows the master daemon", () => {
      const [known, told] = linesOf(main).map(Number);
      // The number differs between name spaces; it is known in both.
      assertEquals([known !== 0, told !== 0], [true, true]);
    });
    await t.step("--units show tells of them", () => {
      const { units: shown } = JSON.parse(show?.stdout ?? "");
      assertEquals(
        shown.map((one: { unit: string; active_state: string }) =>
          `${one.unit} ${one.active_state}`
        ),
        units.map((unit) => `${unit} active`),
      );
    });
    await t.step("the doctor is content with the units", () => {
      const found = doctor?.stdout ?? "";
      assertEquals(found.match(/\b(unit-hooks|units|boot)\b\s/g), null, found);
    });
    await t.step("a hook can submit mail as any user", () => {
      assertEquals(linesOf(submitted), ["submitted: 0"]);
    });
    await t.step("the last one stops first", () => {
      assertEquals(
        linesOf(stopped),
        events(["Stopping", "Stopped"], units.toReversed()),
      );
      assertEquals(
        linesOf(undone),
        recorded("post:stop", DIRECTORIES.toReversed()),
      );
    });
  },
);

Deno.test(`systemctl works on one, a group and all: ${circumstance}`, {
  ignore,
}, async (t) => {
  const { steps } = await runInWorld("ours", {
    setup: `${INSTALLED}${RECORDER}
systemd boot
: > /var/log/hooks`,
    steps: [
      "systemd run systemctl reload postfix",
      RECORDED,
      "systemd run systemctl reload postmulti-group@mta.target",
      RECORDED,
      "systemd run systemctl stop postmulti-group@mta.target; " +
      "systemd run timeout 60 settled; masters",
      "systemd run systemctl start postmulti-group@mta.target; masters",
      `systemd run systemctl stop '${unitOf(NAMED)}'; masters`,
      ": > /var/log/hooks; systemd run systemctl restart postfix; masters",
      `sed '/^pre/d' /var/log/hooks`,
      "systemd run systemctl stop postmulti.target; " +
      "systemd run timeout 60 settled; masters",
      "systemd run systemctl start postmulti.target; masters",
      "systemd run postfix -c /etc/postfix-z stop; " +
      `systemd run timeout 60 sh -c 'until [ "$(systemctl show -p ActiveState --value ` +
      `"$1")" = inactive ]; do sleep 0.1; done' sh '${unitOf(NAMED)}'`,
    ],
  });
  const [reload, reloaded, groupReload, groupReloaded, groupStopped] = steps;
  const [groupStarted, oneStopped, restarted, order, allStopped, allStarted] =
    steps.slice(5);
  const byHand = steps[11];

  await t.step("reload of all reaches each, in order", () => {
    assertEquals(reload?.status, 0, reload?.stderr);
    assertEquals(linesOf(reloaded), recorded("post:reload", DIRECTORIES));
  });
  await t.step("reload of a group reaches its members", () => {
    assertEquals(groupReload?.status, 0, groupReload?.stderr);
    assertEquals(linesOf(groupReloaded), recorded("post:reload", GROUP));
  });
  await t.step("a group stops and starts", () => {
    assertEquals(linesOf(groupStopped), inUnits(OTHERS));
    assertEquals(linesOf(groupStarted), inUnits(DIRECTORIES));
  });
  await t.step("one stops", () => {
    const left = DIRECTORIES.filter((one) => one !== NAMED);
    assertEquals(linesOf(oneStopped), inUnits(left));
  });
  await t.step("systemctl restart postfix restarts all enabled ones", () => {
    assertEquals(linesOf(restarted), inUnits(DIRECTORIES));
    const ran = DIRECTORIES.filter((one) => one !== NAMED);
    assertEquals(linesOf(order), [
      ...recorded("post:stop", ran.toReversed()),
      ...recorded("post:start", DIRECTORIES),
    ]);
  });
  await t.step("postmulti.target stops and starts all", () => {
    assertEquals(linesOf(allStopped), []);
    assertEquals(linesOf(allStarted), inUnits(DIRECTORIES));
  });
  await t.step(
    "postfix -c DIRECTORY stop leaves the unit inactive, not failed",
    () => {
      assertEquals(byHand?.status, 0, byHand?.stderr);
    },
  );
});

Deno.test(`what is typed in a shell ends in the units: ${circumstance}`, {
  ignore,
}, async (t) => {
  const { steps } = await runInWorld("ours", {
    setup: `${INSTALLED}${RECORDER}
systemd boot`,
    steps: [
      "systemd login shell postfix stop; masters",
      "systemd login other postfix start; masters; systemd logout other; masters",
      "systemd login cron postmulti -i postfix-z -p stop; masters",
      "systemd login cron2 postmulti -i postfix-z -p start; masters",
    ],
  });
  const [stopped, started, oneStopped, oneStarted] = steps;
  await t.step("postfix stop and start", () => {
    assertEquals(linesOf(stopped), [], stopped?.stderr);
    assertEquals(
      linesOf(started),
      [...inUnits(DIRECTORIES), ...inUnits(DIRECTORIES)],
      started?.stderr,
    );
    assertMatch(started?.stderr ?? "", /done by systemd/);
  });
  await t.step("postmulti -i NAME -p stop and start", () => {
    const left = DIRECTORIES.filter((one) => one !== NAMED);
    assertEquals(linesOf(oneStopped), inUnits(left), oneStopped?.stderr);
    assertEquals(linesOf(oneStarted), inUnits(DIRECTORIES));
  });
});

Deno.test(
  `a start that is vetoed, fails or cannot be tried says why: ${circumstance}`,
  {
    ignore,
  },
  async (t) => {
    const status = (directory: string): string =>
      `systemd run systemctl --no-pager --lines=40 status '${
        unitOf(directory)
      }'`;
    const { steps } = await runInWorld("ours", {
      setup: `${INSTALLED}
${VETO}sed -i '/^master_service_disable/d' /usr/local/etc/mail-a/main.cf
put /usr/local/etc/mail-a/main.cf 'maillog_file = /var/log/a.log'
put /usr/local/etc/mail-a/main.cf 'maillog_file_prefixes = /var'
put /usr/local/etc/mail-a/master.cf '192.0.2.1:2525 inet n - n - - smtpd'
rm /etc/postfix-n/main.cf`,
      steps: [
        "systemd boot; masters",
        status("/etc/postfix-z"),
        status("/usr/local/etc/mail-a"),
        status("/etc/postfix-n"),
        "systemd run postmulti --units show",
      ],
    });
    const [booted, vetoed, failed, damaged, show] = steps;
    await t.step("the others run", () => {
      assertEquals(linesOf(booted), inUnits([PRIMARY]), booted?.stderr);
    });
    await t.step("a veto", () => {
      assertEquals(vetoed?.status, 3);
      assertMatch(
        vetoed?.stdout ?? "",
        /the disk of the archive is not mounted/,
      );
      assertMatch(vetoed?.stdout ?? "", /start vetoed by plugin 60-veto/);
    });
    await t.step("a failure that only the mail log has", () => {
      assertEquals(failed?.status, 3);
      assertMatch(
        failed?.stdout ?? "",
        /postmulti.*: fatal: (bind 192\.0\.2\.1|mail system startup failed)/,
      );
    });
    await t.step("a damaged instance", () => {
      assertEquals(damaged?.status, 3);
      assertMatch(
        damaged?.stdout ?? "",
        /postfix-n\/main\.cf: there is no such/,
      );
    });
    await t.step("--units show tells of the degraded state", () => {
      assertMatch(
        show?.stdout ?? "",
        /systemd is degraded: failed: .*postmulti@/,
      );
    });
  },
);
