/**
 * Hostile neighbours: the tool refuses to work beside them or is unaffected, and
 * nothing outside Postfix's directories is written.
 *
 * @module
 */

import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { registerMistakes } from "./bad_input/mistake.ts";
import { registerNeighbours } from "./hostile/check_unaffected.ts";
import { HELD_UP, stepOf } from "./hostile/held_up.ts";
import { RACES, stepsOf } from "./hostile/races.ts";
import { PLANTED, WRITABLE } from "./hostile/refused.ts";
import { CACHES } from "./hostile/unaffected.ts";
import { runInWorld } from "./world/run_in_world.ts";
import type { Tree } from "./world/tree.ts";
import { STACK_TRACE } from "./world/stack_trace.ts";
import { assertUntouched } from "./world/untouched.ts";

registerMistakes([...WRITABLE, ...PLANTED]);
registerNeighbours(CACHES);

for (const race of RACES) {
  Deno.test(`postmulti ${race.name}`, async () => {
    const { steps, before, after } = await runInWorld("ours", {
      setup: race.setup,
      steps: stepsOf(race),
    });
    for (const { status, stderr } of steps) assertEquals(status, 0, stderr);
    assertEquals(outside(after), outside(before));
  });
}

for (const one of HELD_UP) {
  Deno.test(`postmulti ${one.name}`, async () => {
    const { steps, before, after } = await runInWorld("ours", {
      setup: one.setup,
      steps: [stepOf(one), "postmulti -l"],
    });
    assertEquals(steps[0]?.status, one.status, steps[0]?.stderr);
    assertMatch(steps[0]?.stderr ?? "", one.says);
    assertEquals(outside(after), outside(before));
    if (!one.isKept) return;
    assertMatch(steps[1]?.stdout ?? "", /\/etc\/postfix-out$/m);
    for (const name of ["main.cf", "master.cf"]) {
      const path = `/etc/postfix-out/${name}`;
      assertEquals(after.entries.get(path), before.entries.get(path));
    }
  });
}

/** What must stay as it is. */
function outside({ entries }: Tree): [string, unknown][] {
  return [...entries].filter(([path]) => path.includes("/outside"));
}

Deno.test("postmulti lets nobody keep a main.cf.tmp that becomes main.cf", async () => {
  const { steps, after } = await runInWorld("ours", {
    setup: `three
touch /etc/postfix-out/main.cf.tmp; chown nobody /etc/postfix-out/main.cf.tmp
setpriv --reuid=nobody --clear-groups sh -c 'exec 3>> /etc/postfix-out/main.cf.tmp
while :; do echo "evil = yes" >&3; sleep 0.2; done' < /dev/null > /dev/null 2>&1 &`,
    steps: [
      "postmulti -e enable -i out",
      "sleep 0.5; stat -c %U:%a /etc/postfix-out/main.cf",
    ],
  });
  const [enable, stat] = steps;
  assertEquals(stat?.stdout, "root:644\n", enable?.stderr);
  const main = after.configs.get("/etc/postfix-out/main.cf") ?? "";
  assertEquals(main.includes("evil"), false, main);
  if (enable?.status === 0) assertMatch(main, /multi_instance_enable = yes\n$/);
  else assertMatch(enable?.stderr ?? "", /fatal: .*postfix-out\/main\.cf\.tmp/);
});

/** The runtime or the loader gives up before any code of the program. */
const BEFORE_US = [
  "LD_LIBRARY_PATH=$WORLD/evil postmulti",
  "mkdir /run/gone; cd /run/gone; rmdir /run/gone; postmulti",
];

for (const [number, before] of BEFORE_US.entries()) {
  const what = ["a library that is none", "no current directory"][number];
  Deno.test(`postmulti does nothing at all with ${what}`, async () => {
    const { steps, before: tree, after } = await runInWorld("ours", {
      setup: "three; mkdir $WORLD/evil; echo > $WORLD/evil/libgcc_s.so.1",
      steps: ["-l", "-e enable -i out"].map((words) => `${before} ${words}`),
    });
    for (const { status, stdout, stderr } of steps) {
      assertEquals([status === 0, stdout], [false, ""], stderr);
      assertNotMatch(stderr, STACK_TRACE);
    }
    assertUntouched(tree, after);
  });
}

Deno.test("postmulti gives a pre-made directory to root before it uses it", async () => {
  const { steps, before, after } = await runInWorld("ours", {
    setup: `three
mkdir $WORLD/outside; echo untouched > $WORLD/outside/canary
roots="$roots $WORLD/outside"
install -d -o nobody -m 777 /etc/postfix-new
ln -s $WORLD/outside/canary /etc/postfix-new/main.cf
files postfix-old
chown nobody /etc/postfix-old; chmod 777 /etc/postfix-old`,
    steps: [
      "postmulti -e create -I postfix-new",
      "postmulti -e import -I postfix-old",
      "stat -c %U:%a:%F /etc/postfix-new /etc/postfix-old /etc/postfix-new/*",
    ],
  });
  assertEquals(steps[0]?.status, 0, steps[0]?.stderr);
  assertEquals(steps[1]?.status, 0, steps[1]?.stderr);
  assertEquals(
    steps[2]?.stdout,
    "root:755:directory\n".repeat(2) + "root:644:regular file\n".repeat(2),
  );
  const canary = [...before.entries].filter(([path]) => /canary/.test(path));
  assertEquals(canary.length, 1);
  for (const [path, entry] of canary) {
    assertEquals(after.entries.get(path), entry);
  }
});
