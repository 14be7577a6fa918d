/**
 * What plugins may and may not change about a run: vetoes among several instances,
 * broken plugins, recursion, actions without change, logs and exit status.
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
    title:
      "an action of -e is refused for a broken plugin before anything is done",
    step: `plugin 10-a.sh pre:create <<'HOOK'
HOOK
chmod 777 $G/10-a.sh
postmulti -e create -I postfix-new; echo status $?; ls -d /etc/postfix-new`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 1\n");
      assertMatch(stderr, /so create is refused for postfix-new: /);
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
sed 's/.*postmulti\\[[0-9]*\\]: //; s/[0-9]* ms/N ms/' $log`,
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
    title: "a hook may call postmulti, which then runs no plugins",
    step: `plugin 10-a.sh post:create,pre:enable,pre:reload <<'HOOK'
${RECORD}
case $2 in
create) postmulti -e enable -i "$3" && postmulti -l -i "$3" ;;
esac
HOOK
rm -f $WORLD/calls
postmulti -e create -I postfix-new; echo status $?; cat $WORLD/calls
postmulti -l -i new; old
postmulti -e disable -i new; postmulti -e destroy -i new`,
    check({ stdout, stderr }): void {
      assertMatch(
        stdout,
        /^status 0\n10-a post create postfix-new ok\npostfix-new .* y .*\n$/,
      );
      assertEquals(stderr.match(/plugins are skipped/g)?.length, 1);
    },
  },
  {
    title: "an instance's own plugins are read again once it is there",
    step: `plugin 10-a.sh pre:create <<'HOOK'
DIR=/etc/postfix-new/postmulti.d; . /run/world/lib
add 20-own.sh pre:create,post:create <<'OWN'
${RECORD}
OWN
HOOK
rm -f $WORLD/calls
postmulti -e create -I postfix-new; echo status $?; cat $WORLD/calls
rm -r /etc/postfix-new/postmulti.d; old; postmulti -e destroy -i new`,
    check: ({ stdout }) =>
      assertEquals(stdout, "status 0\n20-own post create postfix-new ok\n"),
  },
  {
    title: "an action that changes nothing, or is only shown, raises nothing",
    step: `plugin 10-a.sh pre:@edit,post:@edit,fail:@edit <<'HOOK'
${RECORD}
HOOK
rm -f $WORLD/calls
postmulti -e enable -i in; echo status $?
postmulti -e assign -i in -G mta; echo status $?
postmulti -e assign -i in -I postfix-in -G mta; echo status $?
postmulti -e init; echo status $?
postmulti --dry-run -e disable -i in > /dev/null; echo status $?
postmulti -e disable -i nobody 2> /dev/null; echo status $?
cat $WORLD/calls 2> /dev/null`,
    check: ({ stdout }) =>
      assertEquals(stdout, `${"status 0\n".repeat(5)}status 1\n`),
  },
  {
    title: "assign tells the new name and group",
    step: `plugin 10-a.sh pre:assign <<'HOOK'
grep -o '"name":.*"new_group":"[a-z]*"'
HOOK
old; postmulti -e assign -i msa -I postfix-msb -G other
old; postmulti -e assign -i msb -I postfix-msa -G submit 2> /dev/null`,
    check({ stderr }): void {
      assertMatch(
        stderr,
        /"name":"postfix-msa".*"new_name":"postfix-msb","new_group":"other"/,
      );
    },
  },
  {
    title: "what hooks were told about must be what is changed",
    step: `plugin 10-a.sh pre:enable,fail:enable <<'HOOK'
${RECORD}
[ $1 = fail ] || postconf -c /etc/postfix-out -e multi_instance_group=changed
HOOK
rm -f $WORLD/calls; old
postmulti -e enable -i out; echo status $?; cat $WORLD/calls
postconf -c /etc/postfix-out -h multi_instance_enable
postconf -c /etc/postfix-out -e multi_instance_group=mta`,
    check({ stdout, stderr }): void {
      assertEquals(
        stdout,
        "status 1\n10-a pre enable postfix-out \n" +
          "10-a fail enable postfix-out failed\nno\n",
      );
      assertMatch(stderr, /fatal: .*has been changed while the plugins ran/);
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
