/**
 * A Postfix whose postlogd waits for itself, so that every program that logs waits for ever: the
 * command that asks for its status ends all the same, nothing of it is left, and the
 * doctor says what to do.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import { withoutPostfix } from "./world/without_postfix.ts";

/**
 * Parameters that are set twice: more than a socket keeps messages, so that postlogd's
 * own warnings are enough to block it.
 */
const TWICE = Array.from({ length: 14 }, (_, at) => `own_${at}`);

const SETUP = `initialized
secondary postfix-out mta yes
out=/etc/postfix-out/main.cf
put $out 'maillog_file = /var/log/out.log'
for name in ${TWICE.join(" ")}; do
  put $out "$name = 1"
  put $out "$name = 2"
done
`;

const SHOW_LEFT =
  "cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c '[m]aster -t'";

/** The doctor's advice for this, and no other. */
const FOLLOW = "postmulti --doctor | sed -n 's/^    fix  //p' | " +
  "grep -e ' -X ' > $WORLD/fix; sh -e $WORLD/fix";

const REPORT = "postmulti --doctor | grep overridden-settings";

const isOld = await hasOldPostfix();

Deno.test({
  name: "a status that waits for a blocked log is ended" +
    (isOld ? " (skipped: this Postfix logs no such warnings)" : ""),
  ignore: isOld,
  fn: async () => {
    const { steps } = await runInWorld("ours", {
      setup: SETUP,
      steps: [
        // It may be held up as well.
        "timeout 20 postmulti -i out -p start",
        "postmulti -i out -p status",
        SHOW_LEFT,
        "kill -9 $(cat /var/spool/postfix-out/pid/master.pid)",
      ],
    });
    const [, status, left] = steps;
    assertEquals(status?.status, 1);
    assertEquals(
      withoutPostfix(status?.stderr).split("\n").filter((line) =>
        line.startsWith("postmulti:")
      ),
      [
        "postmulti: warning: instance postfix-out: postfix status: it did not " +
        'end within 60 s and was killed: run "postmulti --doctor"',
      ],
    );
    assertEquals(left?.stdout, "0\n");
  },
});

Deno.test("the doctor finds settings that can block a log, and how to set them once", async () => {
  const { steps } = await runInWorld("ours", {
    setup: SETUP,
    steps: [REPORT, FOLLOW, REPORT, "grep own_0 /etc/postfix-out/main.cf"],
  });
  const [found, followed, again, value] = steps;
  assertMatch(
    found?.stdout ?? "",
    /^ {2}warning: own_0 and 13 more parameters are set more than once/,
  );
  assertEquals(followed?.status, 0, followed?.stderr);
  assertEquals(again?.stdout, "");
  assertEquals(value?.stdout, "own_0 = 2\n");
});

/** Before Postfix 3.10, programs do not log what they find in main.cf. */
async function hasOldPostfix(): Promise<boolean> {
  const { stdout } = await new Deno.Command("/usr/sbin/postconf", {
    args: ["-d", "-h", "mail_version"],
  }).output();
  const version = new TextDecoder().decode(stdout).match(/^(\d+)\.(\d+)/);
  assert(version !== null);
  const [major = 0, minor = 0] = version.slice(1).map(Number);
  return major < 3 || major === 3 && minor < 10;
}
