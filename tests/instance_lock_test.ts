/**
 * Two runs about one instance: from the first hook of one to its last, the other
 * waits. The compiled program and a real Postfix, in worlds.
 *
 * interleaving_test.ts tries all orders; here are the cases by name, and who passes
 * the lock, who is left waiting, and what they say.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import {
  LISTEN,
  play,
  RUNNING,
  settings,
  SINK,
  SINKS,
  START,
  STATE,
  STOP,
} from "./plugins/content_filter.ts";
import { assertStatus, instances } from "./plugins/shipped.ts";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";

/** Where the locks are. */
const LOCKS = "/run/postmulti/instances";

/**
 * A hook that notes each call, and waits in the phase that is named in the file
 * `hold` until that file is gone. `holding` is there while it waits.
 */
const HOOK = `mkdir -p /etc/postfix/postmulti.d
cat > /etc/postfix/postmulti.d/50-hold.sh <<'HOOK'
#!/bin/sh
# @postmulti-plugin 1 on=pre:@change,post:@change,fail:@change timeout=300
W=/run/world
echo "$1:$2" >> $W/calls
[ "$(cat $W/hold 2> /dev/null)" = "$1:$2" ] || exit 0
: > $W/holding
[ ! -e $W/inside ] || sh $W/inside
while [ -e $W/hold ]; do sleep 0.05; done
rm $W/holding
HOOK
chmod 755 /etc/postfix/postmulti.d/50-hold.sh
cat >> $WORLD/lib <<'LIB'
# hold PHASE:OP COMMAND...: starts the command, and returns once the hook waits
hold() {
    echo "$1" > $WORLD/hold; shift
    rm -f $WORLD/calls
    "$@" > $WORLD/first 2>&1 & first=$!
    settle test -e $WORLD/holding
}
# let_go: the hook goes on, and the command ends with what is printed
let_go() {
    rm -f $WORLD/hold
    wait $first
    echo "first $?"
    cat $WORLD/first
}
LIB
`;

async function steps(
  lines: readonly string[],
): Promise<readonly StepResult[]> {
  const result = await runInWorld("ours", {
    setup: instances() + HOOK,
    steps: lines.map((line) => `. $WORLD/lib\n${line}`),
  });
  return result.steps;
}

Deno.test("a stop that comes while the filter starts waits for the start, and takes both down", async () => {
  const [both, left] = await play(
    settings(`/bin/sh -c "sleep 1; exec ${SINK}"`),
    [
      `. $WORLD/lib; ${START} 2> $WORLD/first & first=$!
      settle test -s ${STATE}/${LISTEN}
      ${STOP} > $WORLD/second 2>&1; second=$?
      wait $first; echo "$? $second"`,
      `${SINKS}; ${RUNNING}; ls ${LOCKS}; cat $WORLD/first $WORLD/second >&2`,
    ],
  );
  assertEquals(both?.stdout.trim(), "0 0", left?.stderr);
  assertEquals(left?.stdout.trim(), "0", left?.stderr);
});

Deno.test("a start that comes while a stop takes the filter down waits, and brings both up", async () => {
  const [, both, left] = await play(
    settings(
      `/bin/sh -c "trap 'sleep 1; kill \\$!' TERM; ${SINK} & wait; wait"`,
    ),
    [
      START,
      `. $WORLD/lib; ${STOP} 2> $WORLD/first & first=$!
      while is_running postfix-in; do sleep 0.05; done
      ${START} > $WORLD/second 2>&1; second=$?
      wait $first; echo "$? $second"`,
      `${SINKS}; ${RUNNING}; cat $WORLD/first $WORLD/second >&2`,
      STOP,
    ],
  );
  assertEquals(both?.stdout.trim(), "0 0", left?.stderr);
  assertEquals(left?.stdout.trim(), "1\npostfix-in", left?.stderr);
});

Deno.test("who waits, who passes, and who goes ahead", async () => {
  const [stop, calls, edit, late, overtaken, given, own, other, killed, empty] =
    await steps([
      // A stop waits until all hooks of the start have run.
      `hold post:start ${START}
      (sleep 0.5; rm $WORLD/hold) &
      ${STOP}; echo "second $?"; wait $first; echo "first $?"`,
      "cat $WORLD/calls",
      // An action of -e waits, too, and an instance is not changed meanwhile.
      `hold post:start ${START}
      postmulti --lock-timeout=1 -e disable -i in; echo "second $?"
      postconf -c /etc/postfix-in -h multi_instance_enable
      postmulti --lock-timeout=1 -e disable -i out; echo "third $?"
      postmulti -e enable -i out
      let_go; ${STOP}`,
      // A second start does not go ahead,
      `hold post:start ${START}
      postmulti --lock-timeout=1 -i in -p start; echo "second $?"
      let_go; ${STOP}`,
      // but a stop does, when it has waited long enough.
      `hold post:start ${START}
      postmulti --lock-timeout=1 -i in -p stop; echo "second $?"
      is_running postfix-in && echo running
      let_go`,
      // A start that has not called postfix(1) by then gives up.
      `hold pre:start ${START}
      postmulti --lock-timeout=0 -i in -p stop; echo "second $?"
      let_go; is_running postfix-in || echo stopped; cat $WORLD/calls`,
      // What a hook calls passes the lock of its own run.
      `echo 'unset MAIL_CONFIG; postmulti --lock-timeout=0 -e assign -i in -G held
      env -i /usr/sbin/postmulti --lock-timeout=0 -i in -p reload; echo "inside $?"' > $WORLD/inside
      hold post:start ${START}; let_go; rm $WORLD/inside
      postconf -c /etc/postfix-in -h multi_instance_group
      ${STOP}`,
      // But the id of a run that is over opens no lock.
      `hold post:start ${START}
      POSTMULTI_RUN_ID=00ff postmulti --lock-timeout=0 -i in -p start; echo "second $?"
      POSTMULTI_RUN_ID= postmulti --lock-timeout=0 -i in -p start; echo "third $?"
      let_go; ${STOP}`,
      // A killed run leaves the file behind, and not the lock.
      `hold pre:start ${START}
      kill -9 $first; wait $first; ls ${LOCKS}; rm $WORLD/hold
      postmulti --lock-timeout=0 -i in -p start; echo "second $?"
      ${STOP}`,
      `ls -A ${LOCKS}; stat -c '%a %u' ${LOCKS} ${LOCKS}/..`,
    ]);
  assertEquals(stop?.stdout, "second 0\nfirst 0\n", stop?.stderr);
  assertEquals(
    calls?.stdout.trim().split("\n"),
    ["pre:start", "post:start", "pre:stop", "post:stop"],
  );
  assertMatch(edit?.stdout ?? "", /^second 1\nyes\nthird 0\nfirst 0\n/);
  assertMatch(
    edit?.stderr ?? "",
    /^postmulti: fatal: -e disable of instance postfix-in \(\S+\): process \d+ \(postmulti -i in -p start\) works on this instance and has not finished: wait for it, or give it more time with --lock-timeout; nothing was changed$/m,
  );
  assertMatch(late?.stdout ?? "", /^second 1\nfirst 0\n/);
  assertMatch(
    late?.stderr ?? "",
    /^postmulti: warning: instance postfix-in: start: process \d+ \(postmulti -i in -p start\) works on this instance and has not finished: wait for it, or give it more time with --lock-timeout$/m,
  );
  assertMatch(overtaken?.stdout ?? "", /^second 0\nfirst 0\n/);
  assertMatch(
    overtaken?.stderr ?? "",
    /^postmulti: warning: instance postfix-in: stop goes ahead after 1 s, although process \d+ \(postmulti -i in -p start\) works on this instance and has not finished$/m,
  );
  assertMatch(
    given?.stdout ?? "",
    /^second 1\nfirst 1\n[^]*: start: given up, since another run has stopped the instance in the meantime\n[^]*stopped\n/,
  );
  assertEquals(
    given?.stdout.trim().split("\n").slice(-5),
    ["stopped", "pre:start", "pre:stop", "fail:stop", "fail:start"],
  );
  assertMatch(own?.stdout ?? "", /^first 0\n[^]*: inside 0\n[^]*held\n/);
  assertMatch(other?.stdout ?? "", /^second 1\nthird 1\nfirst 0\n/);
  assertMatch(killed?.stdout ?? "", /^etc-postfix\\x2din\.lock\nsecond 0\n/);
  assertEquals(empty?.stdout, "700 0\n700 0\n");
});

/**
 * A hook that makes a marker for a start, and removes it after a stop. It waits while
 * the file `hold.PHASE:OP` is there, and says so with `holding.PHASE:OP`.
 */
const MARKER = `mkdir -p /etc/postfix/postmulti.d
cat > /etc/postfix/postmulti.d/60-marker.sh <<'HOOK'
#!/bin/sh
# @postmulti-plugin 1 on=pre:start,pre:stop,post:@stop,fail:@stop timeout=300
W=/run/world
case $1:$2 in
pre:start) : > $W/marker ;;
post:stop | fail:stop) rm -f $W/marker ;;
esac
[ -e "$W/hold.$1:$2" ] || exit 0
: > "$W/holding.$1:$2"
while [ -e "$W/hold.$1:$2" ]; do sleep 0.05; done
HOOK
chmod 755 /etc/postfix/postmulti.d/60-marker.sh
`;

Deno.test("a stop that has gone ahead without the lock leaves a third run what it needs", async () => {
  const { steps } = await runInWorld("ours", {
    setup: instances() + MARKER,
    steps: [
      `. $WORLD/lib; cd $WORLD
      : > hold.pre:start; : > hold.pre:stop
      ${START} > first 2>&1 & first=$!
      settle test -e holding.pre:start
      postmulti --lock-timeout=0 -i in -p stop > second 2>&1 & second=$!
      settle test -e holding.pre:stop
      kill -9 $first; rm holding.pre:start
      ${START} > third 2>&1 & third=$!
      settle test -e holding.pre:start
      rm hold.pre:stop; wait $second; echo "second $?"
      rm hold.pre:start; wait $third; echo "third $?"
      is_running postfix-in && ls marker
      cat second >&2; ${STOP}`,
    ],
  });
  assertEquals(
    steps[0]?.stdout,
    "second 1\nthird 0\nmarker\n",
    steps[0]?.stderr,
  );
  assertMatch(
    steps[0]?.stderr ?? "",
    /^postmulti: warning: instance postfix-in: stop: the hooks that follow are left out, since another run works on the instance by now$/m,
  );
});

Deno.test("where no lock can be made, an instance is started and stopped all the same", async () => {
  const [start, stop, edit] = await steps([
    `install -d -o postfix ${LOCKS}; ${START}`,
    `rm -r /run/postmulti; : > /run/postmulti; ${STOP}`,
    "postmulti -e disable -i in",
  ]);
  for (const step of [start, stop, edit]) assertStatus(step, 0);
  assertMatch(
    start?.stderr ?? "",
    /^postmulti: instance postfix-in: start goes ahead without a lock: \/run\/postmulti\/instances: this directory belongs to user \d+, not to root: run "chown root /m,
  );
  assertMatch(
    stop?.stderr ?? "",
    /^postmulti: instance postfix-in: stop goes ahead without a lock: \/run\/postmulti\/instances: cannot be made: /m,
  );
  assertMatch(
    edit?.stderr ?? "",
    /^postmulti: -e disable of instance postfix-in \(\S+\) goes ahead without a lock: /m,
  );
});

Deno.test("an instance whose directory has a very long name has a lock, too", async () => {
  const name = "x".repeat(120);
  const [start, stop] = await steps([
    `mkdir -p /srv/${name}/${name}; cp -a /etc/postfix-in /srv/${name}/${name}/postfix-in
    sed -i 's!/etc/postfix-in!/srv/${name}/${name}/postfix-in!' $main /etc/postfix/main.cf
    hold post:start ${START}; ls ${LOCKS}; let_go`,
    STOP,
  ]);
  assertMatch(start?.stdout ?? "", /^[0-9a-f]{64}\.lock\nfirst 0\n/);
  assertStatus(stop, 0);
});
