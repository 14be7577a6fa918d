/**
 * What plugins may and may not change about a run: vetoes among several instances,
 * broken plugins, logs, exit status, and what it costs to have none.
 *
 * @module
 */

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type HookTest, testSteps } from "./plugins/hooks.ts";

/** Writes down plugin, phase, operation, instance and outcome. */
const RECORD =
  'echo "$POSTMULTI_PLUGIN $* $POSTMULTI_OUTCOME" >> /run/world/calls';

const FIVE = `for name in a b c d e; do
  secondary postfix-$name five yes
done
`;

const TESTS: readonly HookTest[] = [
  {
    title: "a veto in the third of five instances stops that one alone",
    step: `for id in 10-a 20-b 30-c; do
  add $id.sh pre:start,post:start,fail:start <<'HOOK'
${RECORD}
[ "$POSTMULTI_PLUGIN $1 $3" != "20-b pre postfix-c" ] || exit 1
HOOK
done
rm -f $WORLD/calls
postmulti -g five -p start; echo status $?
grep postfix-c $WORLD/calls; grep -c 'post start' $WORLD/calls
for i in a b c d e; do postfix -c /etc/postfix-$i status && echo $i; done 2> /dev/null`,
    check({ stdout, stderr }): void {
      assertEquals(
        stdout,
        `status 1
10-a pre start postfix-c${" "}
20-b pre start postfix-c${" "}
20-b fail start postfix-c vetoed
10-a fail start postfix-c vetoed
12
a
b
d
e
`,
      );
      assertStringIncludes(
        stderr,
        "postmulti: warning: instance postfix-c: start vetoed by plugin 20-b: " +
          "exit status 1\n",
      );
    },
  },
  {
    title: "-p stop with a broken plugin still stops, and says what is broken",
    step: `plugin 10-a.sh pre:@change,post:@change <<'HOOK'
${RECORD}
HOOK
chmod 777 $G/10-a.sh; rm -f $WORLD/calls
postfix -c /etc/postfix-c start
postmulti -g five -p stop; echo status $?; cat $WORLD/calls
for i in a b c d e; do postfix -c /etc/postfix-$i status && echo $i; done 2> /dev/null`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 0\n");
      assertMatch(
        stderr,
        /^(postmulti: warning: .*\/10-a\.sh: .*, so it is not run: .*\n){1}/,
      );
      assertEquals(stderr.match(/is not run/g)?.length, 1);
    },
  },
  {
    title: "a broken plugin refuses what it could veto, for whom it is meant",
    step: `plugin 10-a.sh pre:reload for=postfix-a <<'HOOK'
${RECORD}
HOOK
chmod 644 $G/10-a.sh
add 20-b.sh pre:reload,fail:reload <<'HOOK'
${RECORD}
HOOK
rm -f $WORLD/calls
postmulti -g five -p start > /dev/null 2>&1
postmulti -g five -p reload; echo status $?; cat $WORLD/calls`,
    check({ stdout, stderr }): void {
      const called = ["b", "c", "d", "e"]
        .map((name) => `20-b pre reload postfix-${name} \n`).join("");
      assertEquals(stdout, `status 1\n${called}`);
      assertMatch(
        stderr,
        /\/10-a\.sh: .*, so reload is refused for postfix-a: .*chmod/,
      );
    },
  },
  {
    title: "post and fail failures are counted, and do not change the status",
    step: `plugin 10-a.sh post:exec,fail:exec <<'HOOK'
exit 5
HOOK
postmulti -i in -x true; echo status $?
postmulti -g mta -x sh -c 'exit 3'; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 0\nstatus 1\n");
      assertMatch(stderr, /^postmulti: 1 hook failed .*$/m);
      assertMatch(stderr, /^postmulti: 2 hooks failed .*\n$/m);
    },
  },
  {
    title: "the mail log tells of hooks",
    step: `plugin 10-a.sh pre:exec,post:exec <<'HOOK'
[ $1 = pre ] || { echo no mail server; exit 5; }
HOOK
log=/var/log/postfix.log
postmulti -p start > /dev/null 2>&1; : > $log
postmulti -i in -x true > /dev/null 2>&1
until grep -q 'post:exec' $log; do sleep 0.1; done
grep 'plugin 10-a' $log | sed 's/.*postmulti\\[[0-9]*\\]: //; s/[0-9]* ms/N ms/'`,
    check({ stdout }): void {
      assertEquals(
        stdout,
        `plugin 10-a: pre:exec for instance postfix-in: done in N ms
warning: instance postfix-in: plugin 10-a: post:exec: exit status 5: no mail server
`,
      );
    },
  },
  {
    title: "--no-plugins leaves them out, and is logged",
    step: `plugin 10-a.sh pre:reload <<'HOOK'
exit 1
HOOK
: > /var/log/postfix.log
postmulti --no-plugins -i in -p reload; echo status $?
until grep -o 'plugins are skipped: --no-plugins' /var/log/postfix.log; do sleep 0.1; done`,
    check({ stdout }): void {
      assertEquals(
        stdout,
        "status 0\nplugins are skipped: --no-plugins\n",
      );
    },
  },
  {
    title: "a plugin that does not ask for the operation is not run",
    step: `plugin 10-a.sh pre:start <<'HOOK'
${RECORD}
HOOK
rm -f $WORLD/calls
postmulti -i in -x true; postmulti -i in -p status; postmulti -l > /dev/null
cat $WORLD/calls 2> /dev/null; echo end`,
    check: ({ stdout }) => assertEquals(stdout, "end\n"),
  },
  {
    title: "a set-uid copy runs no plugins, whoever calls it",
    step: `plugin 10-a.sh pre:exec <<'HOOK'
${RECORD}
HOOK
rm -f $WORLD/calls; mount -o remount,suid /run
cp /usr/sbin/postmulti $WORLD/copy; chmod 4755 $WORLD/copy; chmod 755 $WORLD
nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
$nobody $WORLD/copy --postconf=/usr/sbin/postconf -i in -x id -u; echo status $?
chown 65534 $WORLD/copy; chmod 4755 $WORLD/copy
$WORLD/copy --postconf=/usr/sbin/postconf -i in -x id -u; echo status $?
cat $WORLD/calls 2> /dev/null; :`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "0\nstatus 0\n65534\nstatus 0\n");
      assertEquals(stderr.match(/do not install it set-uid/g)?.length, 2);
    },
  },
  {
    title:
      "without a plugin directory it costs one lstat, and one per secondary",
    step: `rm -rf $G
strace -f -o $WORLD/trace -e trace=%file,%process postmulti -i in -x true
grep -c postmulti.d $WORLD/trace; grep postmulti.d $WORLD/trace | sed 's/.*"\\(.*\\)".*/\\1/'
strace -f -o $WORLD/trace postmulti -l > /dev/null
grep -c postmulti.d $WORLD/trace`,
    check: ({ stdout, stderr }) =>
      assertEquals([stdout, stderr], [
        "2\n/etc/postfix/postmulti.d\n/etc/postfix-in/postmulti.d\n0\n",
        "",
      ]),
  },
];

testSteps(TESTS, FIVE);
