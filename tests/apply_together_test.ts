/**
 * --apply and others at the same time: two runs, a run and an action, a run and
 * its plugins, a run that is killed; and many instances in one run.
 *
 * The tests share the world that this file has for itself.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import type { ApplyResult } from "./apply/border_document.ts";
import {
  runProgram,
  runShell,
  type TimedOutcome,
} from "./concurrency/program.ts";

const DOCUMENT = (await runShell("echo $WORLD/document.json")).trim();
const LOCK = "/etc/postfix/postmulti.apply.lock";

/** Forgets all instances, and writes a document with so many. */
async function prepare(count: number): Promise<void> {
  const instances = Array.from({ length: count }, (_, index) => ({
    name: `postfix-${index + 1}`,
    main_cf: { myhostname: `h${index + 1}.example.com` },
  }));
  await Deno.writeTextFile(
    DOCUMENT,
    JSON.stringify({ schema: 1, instances }),
  );
  await runShell(`
rm -rf /etc/postfix-* /var/spool/postfix-* /var/lib/postfix-* /etc/postfix/postmulti*
[ -e $WORLD/main.cf ] || cp -a $main $WORLD/main.cf
cp -a $WORLD/main.cf $main
initialized`);
}

/** Follows the document; options come before it. */
function apply(...options: string[]): Promise<TimedOutcome> {
  return runProgram([...options, `--apply=${DOCUMENT}`]);
}

function resultOf({ stdout, stderr }: TimedOutcome): ApplyResult {
  assert(stdout.startsWith("{"), `${stdout}\n${stderr}`);
  return JSON.parse(stdout);
}

function listOf(count: number): string {
  return Array.from({ length: count }, (_, at) => `/etc/postfix-${at + 1}\n`)
    .join("");
}

/** A run that holds its lock until $WORLD/go is there. */
async function heldRun(): Promise<{ readonly first: Promise<TimedOutcome> }> {
  await prepare(2);
  await runShell(`
rm -f $WORLD/go
secondary postfix-1
flock /etc/postfix-1/main.cf.tmp sh -c 'until [ -e $WORLD/go ]; do sleep 0.1; done' \\
    < /dev/null > /dev/null 2>&1 &
while flock -n /etc/postfix-1/main.cf.tmp true; do sleep 0.1; done`);
  const first = apply();
  await runShell(`until [ -e ${LOCK} ]; do sleep 0.1; done`);
  return { first };
}

Deno.test("--apply of many instances reads each of them a few times only", async () => {
  const count = 60;
  await prepare(count);
  const opened = await runShell(`
strace -qq -f -e trace=openat -o $WORLD/trace $POSTMULTI --apply=${DOCUMENT} > $WORLD/out
grep -c '"/etc/postfix-[0-9]*/main.cf"' $WORLD/trace`);
  assert(Number(opened) > 0, opened);
  assert(Number(opened) < count * 15, `${opened} for ${count} instances`);
});

Deno.test("the mail log has all that --apply has said and done to many instances", async () => {
  await prepare(15);
  assertEquals((await apply()).status, 0);
  await runShell(`rm -f /var/log/postfix.log
for directory in /etc/postfix-*; do echo > $directory/mine; done
echo '{"schema": 1, "exclusive": true, "instances": []}' > ${DOCUMENT}`);
  const gone = await apply();
  assertEquals([gone.status, gone.stderr.split("\n").length], [0, 16]);
  const log = await runShell(`
until [ "$(grep -cs 'destroyed instance' /var/log/postfix.log)" = 15 ]; do sleep 0.1; done
grep -c 'warning: /etc/postfix-[0-9]*: kept: ' /var/log/postfix.log`);
  assertEquals(log, "15\n");
});

Deno.test("an action has its turn while --apply makes many instances", async () => {
  const count = 250;
  await prepare(count);
  const all = apply();
  await runShell(
    "until [ $(ls -d /etc/postfix-* 2> /dev/null | wc -l) -gt 5 ]; do sleep 0.05; done",
  );
  const other = await runProgram(["-e", "create", "-I", "postfix-other"]);
  assertEquals([other.status, other.stderr], [0, ""]);
  const made = await all;
  assertEquals([made.status, made.stderr], [0, ""]);
  assert(other.endedMs < made.endedMs, "it has waited for the end");
  const list = await runShell(
    "$POSTMULTI -l | awk '$4 ~ /-/ { print $4 }' | grep -v other",
  );
  assertEquals(list, listOf(count));
  assertEquals(await runShell("$POSTMULTI -l | grep -c other"), "1\n");
});

Deno.test("two runs of --apply follow one document, one after the other", async () => {
  await prepare(20);
  const outcomes = await Promise.all([apply(), apply(), apply()]);
  for (const { status, stderr } of outcomes) {
    assertEquals([status, stderr], [0, ""]);
  }
  const changes = outcomes.filter((one) => resultOf(one).changed).length;
  assertEquals(changes, 1);
  assertEquals(
    await runShell(
      "$POSTMULTI -l | awk '$4 ~ /-/ { print $4 }'; ls /etc/postfix/postmulti.* 2> /dev/null || :",
    ),
    listOf(20),
  );
});

Deno.test("--apply gives up in time and names the run that it has waited for", async () => {
  const { first } = await heldRun();
  const late = await apply("--lock-timeout=1");
  assertEquals([late.status, late.stdout], [1, ""]);
  assertMatch(
    late.stderr,
    /^postmulti: fatal: .*postmulti.apply.lock: process \d+ \(.*--apply=.*\) is applying a document and has not finished: [^\n]+\n$/,
  );
  const elapsedMs = late.endedMs - late.startedMs;
  assert(elapsedMs > 900 && elapsedMs < 5000, `${elapsedMs} ms`);
  // What changes nothing does not wait.
  const look = await apply("--dry-run");
  assertEquals([look.status, look.stderr], [0, ""]);
  await runShell("touch $WORLD/go");
  assertEquals((await first).status, 0);
});

Deno.test("--apply that waits is ended by a signal", async () => {
  const { first } = await heldRun();
  const ended = await runShell(`
$POSTMULTI --apply=${DOCUMENT} > $WORLD/out 2> $WORLD/err & pid=$!
sleep 1; kill $pid; status=0; wait $pid || status=$?
echo $status; [ ! -e $WORLD/go ] && cat $WORLD/err`);
  assertMatch(
    ended,
    /^143\npostmulti: fatal: .*postmulti.apply.lock: interrupted by SIGTERM/,
  );
  await runShell("touch $WORLD/go");
  assertEquals((await first).status, 0);
});

Deno.test("--apply takes over from a run that was killed, and so does --recover", async () => {
  for (const next of ["--apply", "--recover"]) {
    const { first } = await heldRun();
    await runShell(`kill -KILL $(pgrep -f '^[^ ]*/?postmulti --apply=')
touch $WORLD/go`);
    assertEquals((await first).status, 137);
    assertEquals(await runShell(`ls ${LOCK}`), `${LOCK}\n`);
    if (next === "--recover") {
      assertEquals((await runProgram([next])).status, 0);
      assertEquals(
        await runShell(`ls ${LOCK} 2>&1 | grep -c 'No such'`),
        "1\n",
      );
      continue;
    }
    const again = await apply("--lock-timeout=0");
    assertEquals(again.status, 0, again.stderr);
    assertEquals(
      await runShell("$POSTMULTI -l | awk '$4 ~ /-/ { print $4 }'"),
      listOf(2),
    );
    assertEquals(await runShell(`ls ${LOCK} 2>&1 | grep -c 'No such'`), "1\n");
  }
});

Deno.test("--apply is refused in a plugin at once, and actions are not", async () => {
  await prepare(2);
  await runShell(`
secondary postfix-z
mkdir /etc/postfix/postmulti.d
cat > /etc/postfix/postmulti.d/50-call.sh <<END
#!/bin/sh
# @postmulti-plugin 1 on=pre:create
$POSTMULTI --apply=${DOCUMENT} 2>> $WORLD/inner
echo "status \\$?" >> $WORLD/inner
env -i $POSTMULTI --lock-timeout=1 --apply=${DOCUMENT} 2>> $WORLD/inner
echo "status \\$?" >> $WORLD/inner
$POSTMULTI -e assign -i postfix-z -G group 2>> $WORLD/inner
echo "status \\$?" >> $WORLD/inner
END
chmod 755 /etc/postfix/postmulti.d/50-call.sh; rm -f $WORLD/inner`);
  const outer = await apply();
  assertEquals(outer.status, 0, outer.stderr);
  const inner = (await runShell("cat $WORLD/inner; rm $WORLD/inner"))
    .split("\n");
  assertMatch(inner[0] ?? "", /fatal: a plugin cannot run --apply/);
  assertEquals(inner[1], "status 1");
  assertMatch(inner[2] ?? "", /process \d+ .* is applying a document/);
  assertEquals(inner[3], "status 1");
  assertMatch(inner.join("\n"), /plugins are skipped[^\n]*\nstatus 0\n/);
  const action = await runProgram(["-e", "create", "-I", "postfix-y"]);
  assertEquals(action.status, 0, action.stderr);
  assertMatch(
    await runShell("head -n 2 $WORLD/inner"),
    /^postmulti: fatal: a plugin cannot run --apply, .*\nstatus 1\n$/,
  );
});
