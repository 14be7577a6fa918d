/**
 * Hooks that misbehave as processes, in throwaway worlds: none of them may hang
 * the tool, garble its output, or leave anything behind.
 *
 * @module
 */

import {
  assert,
  assertEquals,
  assertMatch,
  assertNotMatch,
  assertStringIncludes,
} from "@std/assert";
import { type HookTest, testSteps } from "./plugins/hooks.ts";

const TRY = "postmulti -i in -x echo done; echo status $?";

/** Control characters, and bytes that are no text, apart from newlines. */
// deno-lint-ignore no-control-regex -- control characters are the subject
const GARBAGE = /[\x00-\x09\x0b-\x1f\x7f]/;

const TESTS: readonly HookTest[] = [
  {
    title: "a hook that starts a daemon and exits is not waited for",
    step: `plugin 10-a.sh pre:exec <<'HOOK'
sleep 60 & echo $! > /run/world/daemon
echo started
HOOK
start=$(date +%s)
${TRY}
[ $(($(date +%s) - start)) -lt 20 ] && echo in time
is_alive $(cat $WORLD/daemon) && echo alive
kill $(cat $WORLD/daemon)`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "done\nstatus 0\nin time\nalive\n");
      assertStringIncludes(
        stderr,
        "postmulti: 10-a[postfix-in pre:exec]: started\n" +
          "postmulti: 10-a[postfix-in pre:exec]: a process that it started " +
          "still holds its output",
      );
    },
  },
  {
    title: "a daemon with an output of its own is nothing to warn of",
    step: `plugin 10-a.sh pre:exec <<'HOOK'
sleep 60 < /dev/null > /dev/null 2>&1 & echo $! > /run/world/daemon
HOOK
${TRY}
is_alive $(cat $WORLD/daemon) && echo alive
kill $(cat $WORLD/daemon)`,
    check({ stdout, stderr }): void {
      assertEquals([stdout, stderr], ["done\nstatus 0\nalive\n", ""]);
    },
  },
  {
    title: "a hook that exceeds its time is ended with all of its descendants",
    step: `plugin 10-a.sh pre:reload timeout=1 <<'HOOK'
trap "" TERM
sh -c 'sh -c "trap \\"\\" TERM; echo \\$\\$ >> /run/world/pids; sleep 60; sleep 60" & wait' &
sleep 60 & echo $! >> /run/world/pids
echo $$ >> /run/world/pids
sleep 60; sleep 60
HOOK
rm -f $WORLD/pids
postmulti -i in -p reload; echo status $?
for pid in $(cat $WORLD/pids); do is_alive $pid && echo alive $pid; done
wc -l < $WORLD/pids`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 1\n3\n");
      assertStringIncludes(
        stderr,
        "reload vetoed by plugin 10-a: ended after its time limit of 1 s\n",
      );
    },
  },
  {
    title: "10 MB of output are taken, and told up to a limit",
    step: `plugin 10-a.sh pre:exec <<'HOOK'
yes "$(printf '%099d' 0)" | head -c 10000000
yes "$(printf '%099d' 0)" | head -c 10000000 >&2
HOOK
${TRY}`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "done\nstatus 0\n");
      assertEquals(stderr.match(/more than 64 KiB/g)?.length, 1);
      assert(stderr.length < 120_000, `${stderr.length} bytes`);
      assert(stderr.length > 65_536, `${stderr.length} bytes`);
    },
  },
  {
    title: "binary garbage reaches nobody's terminal",
    step: `plugin 10-a.sh pre:exec <<'HOOK'
i=0
while [ $i -lt 256 ]; do printf "\\\\$(printf %o $i)"; i=$((i + 1)); done
printf '\\033]0;title\\007\\r\\000end'
HOOK
${TRY}`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "done\nstatus 0\n");
      assertNotMatch(stderr, GARBAGE);
      assertStringIncludes(stderr, "?]0;title???end\n");
    },
  },
  {
    title: "a hook killed by a signal vetoes",
    step: `plugin 10-a.sh pre:reload <<'HOOK'
kill -SEGV $$
HOOK
postmulti -i in -p reload; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 1\n");
      assertStringIncludes(stderr, "vetoed by plugin 10-a: killed by SIGSEGV");
    },
  },
  {
    title: "a hook that cannot be run vetoes",
    step: `plugin 10-a.sh pre:reload < /dev/null
sed -i '1s,.*,#!/nonexistent/interpreter,' $G/10-a.sh
postmulti -i in -p reload; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 1\n");
      assertMatch(stderr, /10-a.*(cannot be run|interpreter)/);
    },
  },
  {
    title: "a hook need not read a large event",
    step: `plugin 10-a.sh pre:exec <<'HOOK'
exec 0<&-
HOOK
add 20-b.sh pre:exec <<'HOOK'
sleep 0.2
HOOK
add 30-c.sh pre:exec <<'HOOK'
wc -c
HOOK
postmulti -i in -x true $(seq 17000); echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 0\n");
      assertMatch(stderr, /^postmulti: 30-c\[[^\]]*\]: 1[0-9]{5}\n$/);
    },
  },
  {
    title: "standard input is the operation's alone",
    step: `plugin 10-a.sh pre:exec,post:exec <<'HOOK'
cat > /dev/null
echo said
HOOK
echo input | postmulti -i in -x cat`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "input\n");
      assertEquals(stderr.match(/: said$/gm)?.length, 2);
    },
  },
  {
    title: "Ctrl-C reaches the hook, and the hooks that undo it have 10 s",
    step: `plugin 10-a.sh pre:reload,fail:reload timeout=90 <<'HOOK'
[ $1 = fail ] || exit 0
read -r event
echo "undo $POSTMULTI_OUTCOME $event" | grep -o 'undo interrupted\\|"timeout_s":[0-9]*'
HOOK
add 20-b.sh pre:reload <<'HOOK'
echo $$ > /run/world/hook
sh -c 'echo $$ > /run/world/child; exec sleep 60'
HOOK
rm -f $WORLD/child
postmulti -g mta -p start > /dev/null 2>&1
postmulti -p reload & pid=$!
wait_for $WORLD/child
kill -INT $pid
wait $pid; echo status $?
for pid in $(cat $WORLD/hook $WORLD/child); do is_alive $pid && echo alive; done
until grep -q 'interrupted by SIGINT' /var/log/postfix.log; do sleep 0.1; done
grep -c 'interrupted by SIGINT' /var/log/postfix.log
postmulti -g mta -p stop > /dev/null 2>&1`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 130\n1\n");
      assertMatch(stderr, /: undo interrupted\n.*"timeout_s":10\n/);
      assertMatch(stderr, /interrupted by SIGINT: 3 of 3 instances were not/);
    },
  },
  {
    title: "a hook gets the environment that import_environment lets through",
    step: `plugin 10-a.sh pre:exec <<'HOOK'
echo "$TZ:\${SECRET-none}:\${HOME-none}"
HOOK
TZ=UTC SECRET=x postmulti -i in -x true`,
    check({ stderr }): void {
      assertStringIncludes(stderr, "]: UTC:none:none\n");
    },
  },
];

testSteps(TESTS);
