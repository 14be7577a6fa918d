/**
 * Hooks around actions of -e: which actions raise none, what hooks may do to the
 * instance and to postmulti meanwhile, and what they are told.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { type HookTest, testSteps } from "./plugins/hooks.ts";

/** Writes down plugin, phase, operation, instance and outcome. */
const RECORD =
  'echo "$POSTMULTI_PLUGIN $* $POSTMULTI_OUTCOME" >> /run/world/calls';

const TESTS: readonly HookTest[] = [
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
      assertMatch(stderr, /fatal: .*has been changed while plugins ran/);
    },
  },
];

testSteps(TESTS);
