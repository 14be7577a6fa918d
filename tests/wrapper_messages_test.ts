/**
 * What -p says of an instance that it has checked instead of started, and of a
 * command that fails, where Postfix itself says nothing.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import { withoutPostfix } from "./world/without_postfix.ts";

const UNSTARTED = "postmulti: instance postfix-out: it is disabled, so it " +
  'was checked instead of started: run "postmulti -e enable -i postfix-out" ' +
  "first\n";

/** A line of which nobody has a terminal, and one of which the standard error is one. */
const PLACES: readonly (readonly [
  title: string,
  line: string,
  isSaid: boolean,
])[] = [
  ["of all, at boot", "postmulti -p start", false],
  ["of all at a terminal", "script -qec 'postmulti -p start' /dev/null", true],
  ["of one by its name", "postmulti -i out -p start", true],
  ["of one by its directory", "postmulti -i /etc/postfix-out -p start", true],
  ["of one with --jobs", "postmulti -i out --jobs=2 -p start", true],
  ["of a group, without a terminal", "postmulti -g mta -p start", false],
  ["that is no start", "postmulti -i out -p check", false],
  ["of one that is enabled", "postmulti -i in -p start", false],
];

for (const [title, line, isSaid] of PLACES) {
  const says = isSaid ? "tells" : "does not tell";
  Deno.test(`-p ${says} of a check instead of a start: ${title}`, async () => {
    const { steps } = await runInWorld("ours", {
      setup: "three",
      steps: [line],
    });
    const [step] = steps;
    assertEquals(step?.status, 0);
    // A terminal has both streams.
    const said = `${step?.stdout}${step?.stderr}`.replaceAll("\r\n", "\n");
    assertEquals(said.includes(UNSTARTED), isSaid, said);
    if (!line.startsWith("script")) {
      assertEquals(
        [withoutPostfix(step?.stdout), withoutPostfix(step?.stderr)],
        ["", isSaid ? UNSTARTED : ""],
      );
    }
  });
}

Deno.test("-p start says that an instance was checked also when the check failed", async () => {
  const { steps } = await runInWorld("ours", {
    setup: "three; put /etc/postfix-out/main.cf 'queue_directory = /nowhere'",
    steps: ["postmulti -i out -p start"],
  });
  assertEquals(steps[0]?.status, 1);
  assertEquals(
    withoutPostfix(steps[0]?.stderr),
    "postmulti: warning: instance postfix-out: postfix check: exit status 1: " +
      `see the mail log\n${UNSTARTED}`,
  );
});

const FAILS = "instance postfix-in: postfix reload: exit status 1: see the " +
  "mail log\n";

Deno.test("a -p that fails names instance, command and status, on each way", async () => {
  const { steps } = await runInWorld("ours", {
    setup: "three; : > /var/log/postfix.log",
    steps: [
      "postmulti -g mta -p reload",
      "postmulti -g mta --jobs=3 -p reload",
      "postmulti -g mta -j -p reload",
      "postmulti -g mta -p status",
      "postmulti -g mta --jobs=3 -p status",
      `for try in $(seq 50); do
  [ $(grep -c 'postfix reload: exit' /var/log/postfix.log) = 3 ] && break
  sleep 0.1
done
grep -o 'postmulti.*' /var/log/postfix.log | sed 's/\\[[0-9]*\\]//'`,
    ],
  });
  const [serial, jobs, json, status, polled, log] = steps;
  const warning = `postmulti: warning: ${FAILS}`;
  assertEquals(
    [serial, jobs, json].map((step) => [
      step?.status,
      withoutPostfix(step?.stderr),
    ]),
    [[1, warning], [1, warning], [1, warning]],
  );
  const [line, end] = (json?.stdout ?? "").trimEnd().split("\n")
    .map((text) => JSON.parse(text));
  assertEquals([line.outcome, line.error], ["failed", "exit status 1"]);
  assertEquals(end.warnings, [FAILS.trimEnd()]);
  const down = ["in", "out"].map((name) =>
    `postmulti: instance postfix-${name}: postfix status: exit status 1: see ` +
    "the mail log\n"
  ).join("");
  assertEquals(
    [withoutPostfix(status?.stderr), withoutPostfix(polled?.stderr)],
    [down, down],
  );
  assertEquals(log?.stdout, warning.repeat(3));
});

Deno.test("a -p whose command is killed names the signal", async () => {
  const { steps } = await runInWorld("ours", {
    setup: "three",
    steps: [
      `printf '#!/bin/sh\\nkill -KILL $$\\n' > $WORLD/postfix
chmod 755 $WORLD/postfix; mount --bind $WORLD/postfix /usr/sbin/postfix
postmulti -i in -p flush; postmulti -i in --jobs=2 -p flush
umount /usr/sbin/postfix`,
    ],
  });
  assertMatch(
    steps[0]?.stderr ?? "",
    /^(postmulti: warning: instance postfix-in: postfix flush: killed by SIGKILL\n){2}$/,
  );
});
