/**
 * `postmulti --units install` and `remove` beside other units: no trace is left, and
 * what the administrator has made is respected.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";

/** Everything that there is in /etc: names, modes and digests. */
const ALL = "(cd /etc && find . -printf '%y %m %p %l\\n' | sort; " +
  "find . -type f -exec sha256sum {} + | sort) 2> /dev/null";

/** As on a host with systemd, without units of anybody's own. */
const SETUP = `three
rm -rf /etc/systemd/system /etc/systemd/system-generators
mkdir -p /etc/systemd/system
before() { ${ALL} > $WORLD/before; }
`;

const SAME = `${ALL} | diff $WORLD/before - && echo same`;

Deno.test("--units install and remove leave no trace", async (t) => {
  const { steps } = await runInWorld("ours", {
    setup: `${SETUP}before`,
    steps: [
      "postmulti --units install --dry-run",
      SAME,
      "postmulti --units install",
      "postmulti --units install",
      "postmulti --units remove --dry-run",
      "postmulti --units remove",
      SAME,
      "postmulti --units remove",
    ],
  });
  const [preview, untouched, install, again, wouldRemove, remove, gone, none] =
    steps;
  await t.step("a preview shows the units and changes nothing", () => {
    assertMatch(preview?.stdout ?? "", /^# \/etc\/systemd\/system\/postmulti@/);
    assertMatch(
      preview?.stdout ?? "",
      /made by the generator: postmulti\.target/,
    );
    assertEquals(untouched?.stdout, "same\n");
  });
  await t.step("systemd that does not run is told of", () => {
    assertEquals(install?.status, 0, install?.stderr);
    assertMatch(install?.stderr ?? "", /systemd does not run here/);
    assertEquals(install?.stdout.match(/^written: /gm)?.length, 6);
  });
  await t.step("a second installation changes nothing", () => {
    assertEquals(again?.stdout, "nothing to install\n");
  });
  await t.step("all that was made is removed", () => {
    assertEquals(
      wouldRemove?.stdout.replaceAll("would be ", ""),
      remove?.stdout,
    );
    assertEquals(gone?.stdout, "same\n", gone?.stdout);
    assertEquals(none?.stdout, "nothing to remove\n");
  });
});

Deno.test("--units remove keeps a plugin that was changed", async () => {
  const plugin = "/etc/postfix/postmulti.d/05-systemd.sh";
  const { steps } = await runInWorld("ours", {
    setup: SETUP,
    steps: [
      `postmulti --units install; echo '# mine' >> ${plugin}`,
      "postmulti --units remove",
      `ls ${plugin}; ls -d /etc/systemd/system-generators`,
    ],
  });
  const [, remove, left] = steps;
  assertEquals(remove?.status, 0, remove?.stderr);
  assertMatch(
    remove?.stderr ?? "",
    /05-systemd\.sh: kept: it has been changed/,
  );
  assertEquals(left?.stdout, `${plugin}\n`);
});

const UNITS = "/etc/systemd/system";

/** What the administrator has done, and what the message must say. */
const REFUSED: readonly [string, string, RegExp][] = [
  [
    "postfix.service is masked",
    `ln -s /dev/null ${UNITS}/postfix.service`,
    /postfix\.service is masked.* nothing was done: run "systemctl unmask/,
  ],
  [
    "postfix@.service is the administrator's own",
    `cp /lib/systemd/system/postfix@.service ${UNITS}/`,
    /postfix@\.service: this is a unit of your own.* nothing was done/,
  ],
  [
    "a later drop-in says what postfix.service runs",
    `mkdir ${UNITS}/postfix.service.d
printf '[Service]\\nExecStart=\\n' > ${UNITS}/postfix.service.d/override.conf`,
    /override\.conf: this says what the unit runs.* nothing was done/,
  ],
  [
    "our own unit is masked",
    `ln -s /dev/null ${UNITS}/postmulti@.service`,
    /postmulti@\.service is masked: nothing was done/,
  ],
  [
    "there is another postmulti.target",
    `echo '[Unit]' > ${UNITS}/postmulti.target`,
    /postmulti\.target: this is not as postmulti wrote it: nothing was done/,
  ],
];

for (const [what, change, expected] of REFUSED) {
  Deno.test(`--units install does nothing when ${what}`, async () => {
    const { steps } = await runInWorld("ours", {
      setup: `${SETUP}${change}\nbefore`,
      steps: ["postmulti --units install", SAME],
    });
    assertRefused(steps, expected);
  });
}

Deno.test("--units remove does nothing when a unit was edited", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `${SETUP}postmulti --units install
echo '# mine' >> ${UNITS}/postmulti@.service
before`,
    steps: ["postmulti --units remove", SAME],
  });
  assertRefused(steps, /postmulti@\.service: this is not as postmulti wrote/);
});

Deno.test("--units install keeps a drop-in, and says where it belongs", async () => {
  const drop = `${UNITS}/postfix.service.d/network.conf`;
  const { steps } = await runInWorld("ours", {
    setup: `${SETUP}mkdir ${UNITS}/postfix.service.d
printf '[Unit]\\nAfter=network-online.target\\n' > ${drop}`,
    steps: ["postmulti --units install", `cat ${drop}`],
  });
  const [install, kept] = steps;
  assertEquals(install?.status, 0, install?.stderr);
  assertMatch(install?.stderr ?? "", /network\.conf: this is kept/);
  assertEquals(kept?.stdout, "[Unit]\nAfter=network-online.target\n");
});

Deno.test("--units install without systemd, and for another system", async (t) => {
  const { steps } = await runInWorld("ours", {
    setup: `${SETUP}rm -r /etc/systemd/system
mkdir -p $WORLD/root/usr/sbin
cp /bin/true $WORLD/root/usr/sbin/postmulti`,
    steps: [
      "postmulti --units install",
      "setpriv --reuid=nobody --clear-groups postmulti --units install",
      "postmulti --units install --root=$WORLD/root",
      "grep -h ^Exec $WORLD/root/etc/systemd/system/postmulti@.service",
      "postmulti --units remove --root=$WORLD/root; find $WORLD/root/etc",
      "postmulti --units install --root=$WORLD/nowhere",
    ],
  });
  const [none, nobody, install, calls, removed, nowhere] = steps;
  await t.step("no systemd, or not root: nothing is done", () => {
    assertEquals(none?.status, 1);
    assertMatch(none?.stderr ?? "", /there is no systemd on this host/);
    assertEquals(nobody?.status, 1);
    assertMatch(nobody?.stderr ?? "", /only root can change units/);
  });
  await t.step("another system gets files that call its own program", () => {
    assertEquals(install?.status, 0, install?.stderr);
    assertMatch(
      calls?.stdout ?? "",
      /^ExecStart=\/usr\/sbin\/postmulti --units/,
    );
  });
  await t.step("and loses all of them", () => {
    assertEquals(removed?.stdout.match(/^removed: /gm)?.length, 4);
    assertMatch(removed?.stderr ?? "", /find: .*No such file/);
    assertEquals(nowhere?.status, 1);
  });
});

function assertRefused(
  [refused, same]: readonly StepResult[],
  expected: RegExp,
): void {
  assertEquals(refused?.status, 1);
  assertEquals(refused?.stdout, "");
  assertMatch(refused?.stderr ?? "", expected);
  assert(same?.stdout === "same\n", same?.stdout);
}
