/**
 * Hooks while several instances run at a time, in throwaway worlds: what they
 * are guaranteed in a serial run holds, for each instance.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { type HookTest, testSteps } from "./plugins/hooks.ts";

/** Runs a line with JOBS empty and with it set; tells both, to be compared. */
const BOTH = `both() {
    for JOBS in '' --jobs=4; do
        ( eval "$1" ) 2> $WORLD/err; echo "status $?"; cat $WORLD/err; echo ==
    done
}
`;

function assertBothAlike(stdout: string): string {
  const [serial = "", jobs] = stdout.split("==\n");
  assert(serial.length > 20, stdout);
  assertEquals(jobs, serial);
  return serial;
}

const TESTS: readonly HookTest[] = [
  {
    title: "hooks say what they say in a serial run, in its order",
    step: `${BOTH}plugin 10-a.sh pre:exec,post:exec,fail:exec <<'HOOK'
echo "$1 of $3 with $POSTMULTI_STATUS"
[ "$3" = - ] && sleep 0.3
exit 0
HOOK
add 20-b.sh post:exec <<'HOOK'
[ "$3" != postfix-out ]
HOOK
both 'postmulti -v $JOBS -x sh -c "echo out; echo err >&2; [ \\$multi_instance_name != postfix-in ]"'`,
    check({ stdout }): void {
      const serial = assertBothAlike(stdout);
      assertMatch(serial, /status 1\n/);
      assertMatch(
        serial,
        /10-a\[postfix-in pre:exec\]: pre of postfix-in[^]*err\n[^]*10-a\[postfix-in fail:exec\]: fail of postfix-in with 1\n/,
      );
      assertMatch(serial, /1 hook failed after the operation/);
    },
  },
  {
    title: "a veto keeps its instance from it, and no other",
    step: `${BOTH}plugin 10-a.sh pre:reload,fail:reload <<'HOOK'
echo "$1 $3 $POSTMULTI_OUTCOME" >> /run/world/calls
[ "$3" != postfix-in ] || { echo "not now"; exit 1; }
HOOK
both 'postmulti $JOBS -p reload; sort $WORLD/calls; rm $WORLD/calls'`,
    check({ stdout }): void {
      const serial = assertBothAlike(stdout);
      assertMatch(serial, /reload vetoed by plugin 10-a: .*not now/);
      assertMatch(serial, /fail postfix-in vetoed\n/);
      assertMatch(serial, /pre postfix-msa \n/);
    },
  },
  {
    title: "what was done elsewhere counts as done, also for who waits for it",
    step: `plugin 10-a.sh pre:start <<'HOOK'
echo "$3" >> /run/world/starts
exit 77
HOOK
rm -f $WORLD/starts
postmulti --jobs=4 -p start; echo status $?
head -n 1 $WORLD/starts; wc -l < $WORLD/starts`,
    check({ stdout, stderr }): void {
      assertEquals([stdout, stderr], ["status 0\n-\n3\n", ""]);
    },
  },
  {
    title: "one run has one id, and places as in a serial run",
    step: `plugin 10-a.sh pre:exec <<'HOOK'
event=$(cat)
echo "$POSTMULTI_RUN_ID" >> /run/world/ids
echo "$event" | grep -o '"index":[0-9]*,"total":[0-9]*' >> /run/world/places
sleep 0.2
HOOK
postmulti --jobs=4 -x true; echo status $?
sort -u $WORLD/ids | wc -l; sort $WORLD/places`,
    check({ stdout }): void {
      const places = [1, 2, 3, 4].map((index) =>
        `"index":${index},"total":4\n`
      );
      assertEquals(stdout, `status 0\n1\n${places.join("")}`);
    },
  },
  {
    title: "hooks of one instance go one after the other while others run",
    step: `for id in 10-a 20-b; do
    add $id.sh pre:exec,post:exec <<'HOOK'
echo "$3 begin" >> /run/world/log
sleep 0.4
echo "$3 end" >> /run/world/log
HOOK
done
postmulti --jobs=4 -x true; echo status $?
for name in - postfix-in postfix-out postfix-msa; do
    grep -e "^$name " $WORLD/log | uniq | wc -l
done
awk '$2 == "begin" && last == "begin" { print "overlap"; exit } { last = $2 }' $WORLD/log`,
    check({ stdout }): void {
      // Four hooks, each with a begin and an end: no two lines alike in a row.
      assertEquals(stdout, "status 0\n8\n8\n8\n8\noverlap\n");
    },
  },
  {
    title: "a signal reaches hooks and commands that run, and fail hooks undo",
    step: `plugin 10-a.sh pre:exec,fail:exec <<'HOOK'
echo "$1 $3 $POSTMULTI_OUTCOME" >> /run/world/undone
HOOK
rm -f $WORLD/undone
postmulti --jobs=2 -x sh -c 'trap "exit 7" TERM; touch $WORLD/up.$$; sleep 9 & wait' &
until [ "$(ls $WORLD/up.* 2> /dev/null | wc -l)" = 2 ]; do sleep 0.02; done
kill -TERM $!
wait $!; echo status $?
sort $WORLD/undone`,
    check({ stdout, stderr }): void {
      assertEquals(
        stdout,
        "status 143\nfail - interrupted\nfail postfix-in interrupted\n" +
          "pre - \npre postfix-in \n",
      );
      assertMatch(stderr, /interrupted by SIGTERM: 2 of 4 instances were not/);
    },
  },
];

testSteps(TESTS);
