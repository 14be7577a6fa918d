/**
 * Ctrl-C typed at a terminal, which script(1) makes, while several children run.
 *
 * Here the kernel sends the signal to all processes in the foreground, children
 * included; interrupt_test.ts and jobs_signals_test.ts send it to the program alone.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";

const ERASE = "\r\x1b[K";

/** Tells that it has begun, and lives for longer than the test. */
const CHILD = "echo $$ >> $WORLD/began; exec sleep 60";

/**
 * The program is traced, for its exit status would be the same without a signal.
 * A shell's background command would not hear of Ctrl-C.
 */
const INTERRUPTED = `mkfifo $WORLD/typed
cat > $WORLD/line <<'LINE'
exec env --default-signal=INT strace -e trace=none -o $WORLD/trace \\
    postmulti --jobs=2 -x sh $WORLD/child
LINE
TERM=xterm script -qefc "sh $WORLD/line" $WORLD/shown < $WORLD/typed > /dev/null &
script=$!
exec 3> $WORLD/typed
wait_for() {
    for try in $(seq 200); do grep -q "$1" $2 2> /dev/null && return; sleep 0.05; done
    echo "no $1 in $2"
}
wait_for ' done, ' $WORLD/shown
printf '\\003' >&3
wait $script
echo "status $?"
`;

Deno.test("Ctrl-C at a terminal ends all children of --jobs, and the program by SIGINT", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `three; cat > $WORLD/child <<'CHILD'\n${CHILD}\nCHILD`,
    steps: [
      INTERRUPTED,
      "wc -l < $WORLD/began",
      "for pid in $(cat $WORLD/began); do kill -0 $pid 2> /dev/null && " +
      "echo $pid; done; ps -C sleep,postmulti -o args=",
      "grep -c '^+++ killed by SIGINT' $WORLD/trace",
      "cat $WORLD/shown",
    ],
  });
  const [run, began, left, trace, screen] = steps.map(({ stdout }) => stdout);
  assertEquals(run, "status 130\n", steps[0]?.stderr);
  assertEquals([began, left, trace], ["2\n", "", "1\n"]);
  const shown = screen ?? "";
  assertMatch(shown, /0 of 4 done, \d s: \/etc\/postfix, postfix-in/);
  const said = shown.slice(shown.lastIndexOf(ERASE) + ERASE.length);
  assert(!said.includes(" done, "), shown);
  const killed = ["/etc/postfix", "postfix-in"].map((name) =>
    `postmulti: warning: instance ${name}: /usr/bin/sh: killed by SIGINT\n`
  );
  assertEquals(
    // deno-lint-ignore no-control-regex -- colours are control characters
    said.replaceAll("\r\n", "\n").replaceAll(/\x1b\[[\d;]*m/g, "")
      .replace(/\n+Script done[^]*/, "\n"),
    killed.join("") +
      "postmulti: warning: interrupted by SIGINT: 2 of 4 instances were not " +
      "reached\n",
  );
});
