/**
 * The shipped plugin 10-maintenance: instances that are marked do not start, and
 * nothing else changes. The compiled program and a real Postfix, in worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  assertStatus,
  install,
  instances,
  pluginLines,
} from "./plugins/shipped.ts";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";

const PLUGIN = "10-maintenance";
const RUNNING =
  ". $WORLD/lib; for i in postfix postfix-out postfix-in; do is_running $i && echo $i; done; :";

async function play(
  setup: string,
  steps: readonly string[],
): Promise<readonly StepResult[]> {
  const prepared = `${instances()}${install("maintenance")}${setup}`;
  return (await runInWorld("ours", { setup: prepared, steps })).steps;
}

Deno.test("a marked instance does not start, the others do, and it starts when the mark is gone", async () => {
  const mark = "/etc/postfix-out/maintenance";
  const [start, running, again, all] = await play(
    `printf 'the disk is being replaced\\nsecond line\\n' > ${mark}`,
    [
      "postfix start",
      RUNNING,
      `rm ${mark}; postmulti -i out -p start`,
      RUNNING,
    ],
  );
  assertStatus(start, 1);
  assertEquals(pluginLines(start, PLUGIN), [
    "postfix-out is under maintenance: the disk is being replaced: " +
    `when that is over, run "rm ${mark}"`,
  ]);
  assertEquals(running?.stdout, "postfix\npostfix-in\n");
  assertStatus(again, 0);
  assertEquals(pluginLines(again, PLUGIN), []);
  assertEquals(all?.stdout, "postfix\npostfix-out\npostfix-in\n");
});

Deno.test("a running instance that gets marked is reloaded, checked and stopped", async () => {
  const steps = await play("", [
    "postmulti -g mta -p start",
    "touch /etc/postfix-in/maintenance; postmulti -i in -p reload",
    "postmulti -i in -p check",
    "postmulti -i in -p status",
    "postmulti -i in -p stop",
    RUNNING,
  ]);
  for (const step of steps) assertStatus(step, 0);
  assertEquals(steps[5]?.stdout, "postfix-out\n");
});

/** A mark, and the reason that is shown of it. */
const MARKS = [
  ["an empty file", "touch $mark", ""],
  ["a directory", "mkdir $mark", ""],
  ["a symbolic link that leads nowhere", "ln -s /nowhere $mark", ""],
  ["a FIFO", "mkfifo $mark", ""],
  ["a file without a newline", "printf reason > $mark", ": reason"],
  [
    "control characters and 10 MB",
    "printf 'red \\033[31m\\a' > $mark; head -c 10000000 /dev/zero >> $mark",
    ": red .*",
  ],
] as const;

for (const [title, make, reason] of MARKS) {
  Deno.test(`an instance that is marked by ${title} does not start`, async () => {
    const [start, running] = await play(
      `mark=/etc/postfix-in/maintenance; ${make}`,
      ["postmulti -i in -p start", RUNNING],
    );
    assertStatus(start, 1);
    const [line = ""] = pluginLines(start, PLUGIN);
    assertMatch(
      line,
      new RegExp(`^postfix-in is under maintenance${reason}: when that`),
    );
    // deno-lint-ignore no-control-regex
    assert(!/[\x00-\x1f]/.test(line) && line.length < 400, line);
    assertEquals(running?.stdout, "");
  });
}

Deno.test("a mark with an absolute path holds up every instance", async () => {
  const [start, running, test] = await play(
    `touch /run/no-mail; echo 'file = /run/no-mail' | conf ${PLUGIN} postfix`,
    [
      "postfix start",
      RUNNING,
      `postmulti --plugins run ${PLUGIN} pre:start -i in`,
    ],
  );
  assertStatus(start, 1);
  assertEquals(pluginLines(start, PLUGIN).length, 3);
  assertEquals(running?.stdout, "");
  assertStatus(test, 1);
  assertMatch(test?.stderr ?? "", /run "rm \/run\/no-mail"/);
});

Deno.test("an instance's own settings name its mark", async () => {
  const [start, running] = await play(
    `touch /etc/postfix-in/closed /etc/postfix-out/closed
    printf '# ours\\n\\n  file=closed  ' | conf ${PLUGIN} postfix-in`,
    ["postfix start", RUNNING],
  );
  assertStatus(start, 1);
  assertEquals(running?.stdout, "postfix\npostfix-out\n");
});

Deno.test("settings that are not understood refuse the start and name the line", async () => {
  const [start] = await play(
    `printf '# mine\\nfiel = closed\\n' | conf ${PLUGIN} postfix-in`,
    ["postmulti -i in -p start"],
  );
  assertStatus(start, 1);
  assertEquals(pluginLines(start, PLUGIN), [
    `/etc/postfix-in/postmulti.d/${PLUGIN}.conf line 2: is not "file = NAME": ` +
    "correct it",
  ]);
});
