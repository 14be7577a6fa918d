/**
 * Many at once: life-cycle actions side by side, with postconf(1) on the same
 * files from outside, and the deadline of the lock that keeps them apart.
 *
 * CONCURRENCY_ROUNDS is how many rounds (3), CONCURRENCY_SEED the first seed (1).
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { runProgram, runShell } from "./concurrency/program.ts";
import type { Outcome } from "./world/run_command.ts";
import { playRound } from "./concurrency/round.ts";

const ROUNDS = Number(Deno.env.get("CONCURRENCY_ROUNDS") ?? 3);
const FIRST = Number(Deno.env.get("CONCURRENCY_SEED") ?? 1);
const held = { operations: 0, successes: 0, lists: 0 };

for (let seed = FIRST; seed < FIRST + ROUNDS; seed++) {
  Deno.test(`twenty creates at once, mixed with all else: seed ${seed}`, async () => {
    const count = await playRound(seed);
    held.operations += count.operations;
    held.successes += count.successes;
    held.lists += count.lists;
    assert(count.lists > 0, "nobody has looked at the list meanwhile");
  });
}

Deno.test("the concurrent operations that were held are counted", () => {
  const { operations, successes, lists } = held;
  console.log(
    `concurrency: ${operations} operations held at once in ${ROUNDS} rounds, ` +
      `${successes} of them succeeded; ${lists} lists read meanwhile`,
  );
  assert(operations > ROUNDS * 40, `${operations}`);
});

/** One action holds the lock while it waits for somebody's main.cf.tmp. */
const HELD = `
rm -rf /etc/postfix-* /var/spool/postfix-* /var/lib/postfix-*
cp -a $WORLD/main.cf $main
initialized
secondary postfix-busy
secondary postfix-idle
find /etc/postfix* -name '*.cf' -exec touch -d '2 days ago' {} +
touch /etc/postfix-busy/main.cf.tmp
rm -f $WORLD/go
flock /etc/postfix-busy/main.cf.tmp sh -c 'until [ -e $WORLD/go ]; do sleep 0.1; done' \\
    < /dev/null > /dev/null 2>&1 &
while flock -n /etc/postfix-busy/main.cf.tmp true; do sleep 0.1; done`;

/** Starts that action, and waits until it has the lock. */
async function holdLock(): Promise<{ readonly action: Promise<Outcome> }> {
  await runShell(HELD);
  const action = runProgram(["-e", "enable", "-i", "busy"]);
  await runShell(
    "until [ -e /etc/postfix/postmulti.lock ]; do sleep 0.1; done",
  );
  return { action };
}

Deno.test("--lock-timeout gives up in time and names who holds the lock", async () => {
  const { action } = await holdLock();
  const pid = (await runShell(`
for process in /proc/[0-9]*; do
    [ "$(tr '\\000' ' ' < $process/cmdline 2>&1)" = \
        "$POSTMULTI -e enable -i busy " ] && echo $\{process#/proc/}
done || :`)).trim();
  assertMatch(pid, /^\d+$/);
  const { status, stderr, startedMs, endedMs } = await runProgram(
    ["--lock-timeout=1", "-e", "enable", "-i", "idle"],
  );
  assertEquals(status, 1, stderr);
  assertMatch(stderr, /^postmulti: fatal: .*postmulti\.lock: [^\n]+\n$/);
  assertMatch(stderr, new RegExp(`process ${pid} \\(.*-e enable -i busy\\)`));
  const elapsedMs = endedMs - startedMs;
  assert(elapsedMs > 900 && elapsedMs < 5000, `${elapsedMs} ms`);
  // What asks nobody to change anything does not wait.
  const list = await runProgram(["-l"]);
  assertEquals([list.status, list.stderr], [0, ""]);
  assert(list.endedMs - list.startedMs < 3000, "-l has waited");
  await runShell("touch $WORLD/go");
  const first = await action;
  assertEquals([first.status, first.stderr], [0, ""]);
  assertEquals(
    await runShell("postconf -c /etc/postfix-idle -h multi_instance_enable"),
    "no\n",
  );
});

Deno.test("an action gets its turn when the lock is let go within the time", async () => {
  const { action } = await holdLock();
  const waiting = runProgram(
    ["--lock-timeout=20", "-e", "enable", "-i", "idle"],
  );
  await runShell("sleep 1; touch $WORLD/go");
  const second = await waiting;
  assertEquals([second.status, second.stderr], [0, ""]);
  assertEquals((await action).status, 0);
  assertEquals(
    await runShell("postconf -c /etc/postfix-idle -h multi_instance_enable"),
    "yes\n",
  );
});
