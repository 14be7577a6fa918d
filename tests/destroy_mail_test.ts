/**
 * Destroying instances that get mail meanwhile: none is lost. Runs the compiled
 * program against a real Postfix in throwaway worlds.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { MADE } from "./destroy/made.ts";
import { runInWorld } from "./world/run_in_world.ts";

/** When a message is submitted while an instance is destroyed, and what follows. */
const RACES = [
  {
    title: "a message from root that comes after the unlisting",
    stopped: "rename:delay_exit=4000000:when=1",
    moment: "! grep -q postfix-out /etc/postfix/main.cf",
    submitter: "timeout 20",
    outcome: "status 1, taken 1, found 1, listed 1",
  },
  {
    title: "a message from root that comes after the last count",
    stopped: "rmdir:delay_enter=4000000:when=1",
    moment: "! flock -n $q/pid/master.pid true",
    submitter: "timeout 20",
    outcome: "status 1, taken 1, found 1, listed 1",
  },
  {
    title: "a user's message that comes after the unlisting",
    stopped: "rename:delay_exit=4000000:when=1",
    moment: "! grep -q postfix-out /etc/postfix/main.cf",
    submitter:
      "timeout 3 setpriv --reuid=nobody --regid=nogroup --clear-groups",
    outcome: "status 0, taken 0, found 0, listed 0",
  },
  {
    title: "a message from root that comes after the closing of maildrop",
    stopped: "rmdir:delay_exit=4000000:when=1",
    moment: "[ ! -d $q/maildrop ]",
    submitter: "timeout 3",
    outcome: "status 0, taken 0, found 0, listed 0",
  },
] as const;

for (const { title, stopped, moment, submitter, outcome } of RACES) {
  Deno.test(`-e destroy loses not ${title}`, async () => {
    const setup = `${MADE}; c=/etc/postfix-out
      postconf -c $c 'authorized_submit_users = static:anyone' \\
        'compatibility_level = 3.6'
      touch $q/pid/master.pid
      touch -d '1 hour ago' /etc/postfix/main.cf $c/main.cf`;
    // The program is held up for four seconds. A client that finds no maildrop
    // waits for one, and is ended before that; others are given time.
    const race = `q=/var/spool/postfix-out
      strace -f -o /dev/null -e inject=${stopped} \\
        postmulti -e destroy -i out > /dev/null 2>&1 &
      for i in $(seq 1000); do ${moment} && break; sleep 0.01; done
      echo hello | ${submitter} sendmail -C /etc/postfix-out \\
        -f a@example.com b@example.com > /dev/null 2>&1 && taken=1
      wait $!; status=$?
      found=$(find /var/spool -path '*maildrop*' -type f | wc -l)
      echo "status $status, taken \${taken:-0}, found $found," \\
        "listed $(postmulti -l | grep -c postfix-out)"`;
    const { steps } = await runInWorld("ours", { setup, steps: [race] });
    assertEquals(steps[0]?.stdout.trim(), outcome);
  });
}
