/**
 * Ctrl-C and TERM during an iteration: the signal reaches the running child, the
 * tool waits for it, and no further child is started.
 *
 * @module
 */

import { assertEquals, assertNotMatch } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import { STACK_TRACE } from "./world/stack_trace.ts";

/** A child that takes half a second to end after a signal. */
const CHILD = "trap 'sleep 0.5; echo ended; exit 0' TERM INT; " +
  "echo started; sleep 9 & wait";

for (const signal of ["TERM", "INT"]) {
  Deno.test(`postmulti -x ends its child and itself on SIG${signal}`, async () => {
    const { steps } = await runInWorld("ours", {
      setup: `three; cat > $WORLD/child <<'CHILD'\n${CHILD}\nCHILD`,
      steps: [
        `timeout --foreground --preserve-status -k 20 -s ${signal} 1 ` +
        "postmulti -x sh $WORLD/child; echo status $?",
        "ps -C postmulti -o pid= | wc -l",
      ],
    });
    const [run, left] = steps;
    const lines = run?.stdout.split("\n") ?? [];
    assertEquals(lines.slice(0, 2), ["started", "ended"], run?.stderr);
    assertNotMatch(run?.stdout ?? "", /started[^]*started|status 0/);
    assertNotMatch(run?.stderr ?? "", STACK_TRACE);
    assertEquals(left?.stdout.trim(), "0");
  });
}

Deno.test("postmulti -p passes TERM on to the postfix it runs", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `three
mkdir $WORLD/tap
ln -s /usr/sbin/post* $WORLD/tap/
rm $WORLD/tap/postfix
printf '#!/bin/sh\\n%s\\n' "${CHILD}" > $WORLD/tap/postfix
chmod 755 $WORLD/tap/postfix
put $main "command_directory = $WORLD/tap"`,
    steps: [
      "timeout --foreground --preserve-status -k 20 -s TERM 1 " +
      "postmulti -p status; echo status $?",
    ],
  });
  const lines = steps[0]?.stdout.split("\n") ?? [];
  assertEquals(lines.slice(0, 2), ["started", "ended"], steps[0]?.stderr);
  assertNotMatch(steps[0]?.stdout ?? "", /started[^]*started|status 0/);
});

/** Post hooks that outlast any patience; the signal comes while the first runs. */
const STUBBORN = `initialized
secondary postfix-a mta yes
mkdir -m 755 /etc/postfix/postmulti.d
cat > /etc/postfix/postmulti.d/10-stubborn.sh <<'HOOK'
#!/bin/sh
# @postmulti-plugin 1 on=post:stop timeout=600
trap '' TERM HUP INT
touch /run/world/stubborn
sleep 600
HOOK
chmod 755 /etc/postfix/postmulti.d/10-stubborn.sh
postmulti --no-plugins -p start > /dev/null 2>&1`;

for (const options of ["", "--jobs=2 "]) {
  Deno.test(`postmulti ${options}-p stop reaches every instance, whatever hooks do after TERM`, async () => {
    const { steps } = await runInWorld("ours", {
      setup: STUBBORN,
      steps: [
        "postmulti --no-plugins -p status",
        `postmulti ${options}-p stop & run=$!
for i in $(seq 600); do [ -e $WORLD/stubborn ] && break; sleep 0.1; done
kill -TERM $run; begun=$(date +%s); wait $run; status=$?
took=$(($(date +%s) - begun)); [ $took -lt 240 ] || echo "took $took s"; exit $status`,
        "for i in '' -a; do flock -n /var/spool/postfix$i/pid/master.pid true || echo runs$i; done",
      ],
    });
    assertEquals(steps.map(({ status }) => status), [0, 143, 0]);
    assertEquals(steps[1]?.stdout, "");
    assertEquals(steps[2]?.stdout, "");
  });
}

Deno.test("postmulti -p stop begins nothing more after INT", async () => {
  const { steps } = await runInWorld("ours", {
    setup: STUBBORN,
    steps: [
      `timeout --foreground --preserve-status -s INT -k 240 5 postmulti -p stop; exit $?`,
      "for i in '' -a; do flock -n /var/spool/postfix$i/pid/master.pid true || echo runs$i; done",
    ],
  });
  assertEquals(steps[0]?.status, 130);
  assertNotMatch(steps[1]?.stdout ?? "", /^$/);
});
