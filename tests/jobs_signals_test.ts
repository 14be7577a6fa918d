/**
 * Signals, closed pipes, standard input and daemons while several instances run
 * at a time.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import { STACK_TRACE } from "./world/stack_trace.ts";

/** A child that takes a while to end after a signal. */
const CHILD = `trap 'sleep 0.3; echo ended; exit 0' TERM INT HUP
echo started
touch $WORLD/up.$multi_instance_name
sleep 30 & wait`;

const STATUS = { HUP: 129, INT: 130, TERM: 143 };

for (const [signal, status] of Object.entries(STATUS)) {
  Deno.test(`--jobs=2 ends the children that run, and itself, on SIG${signal}`, async () => {
    const { steps } = await runInWorld("ours", {
      setup: `three; cat > $WORLD/child <<'CHILD'\n${CHILD}\nCHILD`,
      steps: [
        // A shell's background command would ignore SIGINT.
        "timeout --foreground --preserve-status -k 20 " +
        `-s ${signal} 5 postmulti --jobs=2 -x sh $WORLD/child; echo status $?`,
        "ls $WORLD | grep up; ps -C postmulti,script -o pid= | wc -l",
      ],
    });
    const [run, left] = steps;
    assertEquals(
      run?.stdout,
      `started\nended\nstarted\nended\nstatus ${status}\n`,
    );
    assertEquals(
      run?.stderr,
      `postmulti: warning: interrupted by SIG${signal}: 2 of 4 instances ` +
        "were not reached\n",
    );
    assertNotMatch(run?.stderr ?? "", STACK_TRACE);
    assertEquals(left?.stdout, "up.\nup.postfix-in\n0\n");
  });
}

Deno.test("--jobs gives children no input, goes on without a reader, and waits for no daemon", async () => {
  const { steps } = await runInWorld("ours", {
    setup: "three",
    steps: [
      "echo input | postmulti --jobs=2 -i in -x cat; echo status $?",
      "echo input | postmulti -j --output -i in -x cat | grep -c 'input'",
      "(postmulti --jobs=2 -x sh -c 'touch $WORLD/went.$multi_instance_name; echo out'; " +
      "echo status $? >&2) | true; ls $WORLD | grep -c went",
      "(timeout 60 postmulti --jobs=2 -x yes; echo status $? >&2) | head -n 1",
      "(postmulti --jobs=2 -x yes & echo $! > $WORLD/pid; wait $!; echo status $? >&2) | " +
      "(sleep 1; kill -TERM $(cat $WORLD/pid); sleep 4)",
      "postmulti --jobs=2 -x echo lost > /dev/full; echo status $?",
      "start=$(date +%s); postmulti --jobs=2 -i in -x sh -c 'sleep 60 & echo $! > $WORLD/daemon; echo out'; " +
      "echo status $? in $(($(date +%s) - start)) s; kill $(cat $WORLD/daemon)",
      "postmulti --jobs=2 -x sh -c 'sleep 60 < /dev/null > /dev/null 2>&1 & echo $! >> $WORLD/daemons; echo out'; " +
      "kill $(cat $WORLD/daemons)",
    ],
  });
  const [input, ours, gone, endless, stuck, full, daemon, quiet] = steps;
  assertEquals(input?.stdout, "status 0\n");
  assertEquals(ours?.stdout, "1\n");
  assertEquals(gone?.stdout, "4\n");
  assertEquals(endless?.stdout, "y\n");
  assertMatch(endless?.stderr ?? "", /yes: killed by SIGPIPE/);
  assertMatch(endless?.stderr ?? "", /status 1\n$/);
  assertMatch(stuck?.stderr ?? "", /status 143\n$/);
  assertEquals(full?.stdout, "status 1\n");
  assertMatch(
    full?.stderr ?? "",
    /^postmulti: fatal: standard output: No space left on device/,
  );
  assertMatch(daemon?.stdout ?? "", /^out\nstatus 0 in [0-5] s\n$/);
  assertMatch(
    daemon?.stderr ?? "",
    /^postmulti: warning: .*a process that it started still holds its output/,
  );
  assertEquals([quiet?.stdout, quiet?.stderr], ["out\n".repeat(4), ""]);
  for (const step of steps) assert(!STACK_TRACE.test(step.stderr), step.stderr);
});
