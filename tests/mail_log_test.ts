/**
 * What the program says is in the mail log, whether Postfix runs or not, and in
 * whatever environment it is called.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";

/** As Postfix's own programs call it. */
const ROUTE = "POSTLOG_SERVICE=/var/spool/postfix/public/postlog " +
  "POSTLOG_HOSTNAME=world.example.com ";

/** Into another group; postlog is left to finish by itself, in seconds at most. */
function assign(group: string, variables = ""): string {
  return `${variables}postmulti -e assign -i out -G ${group}\n` +
    `for turn in $(seq 100); do\n  grep -s ${group} /var/log/postfix.log |\n` +
    "    sed 's/.*\\]: //' | grep . && break\n  sleep 0.2\ndone";
}

Deno.test("changes of an instance are in the mail log, whether Postfix runs or not", async () => {
  const { steps } = await runInWorld("ours", {
    setup: "initialized\nsecondary postfix-out mta",
    steps: [
      assign("stopped"),
      assign("stopped-below", ROUTE),
      "/usr/lib/postfix/sbin/master -w",
      assign("running"),
      assign("running-below", ROUTE),
      "postmulti -i out -x printenv POSTLOG_SERVICE",
    ],
  });
  assertEquals(
    steps.map(({ stdout, stderr }) => stdout + stderr),
    [
      "assigned group stopped to instance postfix-out\n",
      "assigned group stopped-below to instance postfix-out\n",
      "",
      "assigned group running to instance postfix-out\n",
      "assigned group running-below to instance postfix-out\n",
      "/var/spool/postfix/public/postlog\n",
    ],
  );
});
