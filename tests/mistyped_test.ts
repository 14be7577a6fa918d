/**
 * What the program says to somebody who has mistyped a name, an option or an
 * action.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";

const SHOWN = '"postmulti -l" shows the instances there are';
const HELP = 'try "postmulti --help"';
const OUT =
  `there is no instance "otu" (did you mean -i postfix-out?): ${SHOWN}`;
const GROUP = `there is no instance "mta" (did you mean -g mta?): ${SHOWN}`;
const ACTIONS =
  "init, create, import, destroy, deport, enable, disable, assign";

/** Without the words that all of them begin with. */
const REFUSED: readonly (readonly [words: string, text: string])[] = [
  ["-i otu -p status", OUT],
  ["-i otu -x true", OUT],
  ["-e enable -i otu", OUT],
  ["--plugins plan -i otu -p start", OUT],
  ["-i mta -p start", GROUP],
  ["-e disable -i mta", GROUP],
  [
    "-g postfix-mta -x true",
    `no instance is in group "postfix-mta" (did you mean -g mta?): ${SHOWN}`,
  ],
  [
    "-g out -p reload",
    `no instance is in group "out" (did you mean -i postfix-out?): ${SHOWN}`,
  ],
  ["-i nothere -p reload", `there is no instance "nothere": ${SHOWN}`],
  [
    "-e create -I postfix-new -i otu",
    "no secondary instance matches -i otu (did you mean -i postfix-out?), so " +
    `the new one cannot be put before it: ${SHOWN}`,
  ],
  ["--statsu", `unknown option --statsu (did you mean --status?): ${HELP}`],
  ["-status", `unknown option -s (did you mean --status?): ${HELP}`],
  ["--nonsense", `unknown option --nonsense: ${HELP}`],
  [
    "-e crate -I postfix-new",
    'unknown action "crate" with -e (did you mean create?): give one of ' +
    ACTIONS,
  ],
  ["-e frob", `unknown action "frob" with -e: give one of ${ACTIONS}`],
  ["-e", `option -e needs a value (ACTION): give one of ${ACTIONS}`],
  [
    "-e create postfix-new",
    '"postfix-new" is not of the form name=value: did you mean ' +
    '"-e create -I postfix-new"?',
  ],
  [
    "--plugins lst",
    'unknown command "lst" with --plugins (did you mean list?): give one of ' +
    "list, check, plan, run, enable, disable, install",
  ],
];

Deno.test("a mistyped word is told with the one that may be meant", async () => {
  const { steps } = await runInWorld("ours", {
    setup: "three",
    steps: REFUSED.map(([words]) => `postmulti ${words}`),
  });
  assertEquals(
    steps.map(({ status, stdout, stderr }) => [status, stdout, stderr]),
    REFUSED.map(([, text]) => [1, "", `postmulti: fatal: ${text}\n`]),
  );
});

Deno.test("what shows nothing for a mistyped name says so, but for -l", async () => {
  const { steps } = await runInWorld("ours", {
    setup: "three",
    steps: [
      "postmulti -i otu --status",
      "postmulti -i otu --map",
      "postmulti -i otu --doctor",
      "postmulti -i otu -l",
    ],
  });
  assertEquals(steps.map(({ status, stderr }) => [status, stderr]), [
    [0, `postmulti: ${OUT}\n`],
    [0, `postmulti: ${OUT}\n`],
    [2, `postmulti: fatal: ${OUT}\n`],
    [0, ""],
  ]);
});

Deno.test("-p says that all that is meant is damaged", async () => {
  const { steps } = await runInWorld("ours", {
    setup: "three; rm /etc/postfix-out/main.cf",
    steps: ["postmulti -i /etc/postfix-out -p status"],
  });
  assertEquals(
    steps[0]?.stderr.split("\n")[1],
    "postmulti: fatal: no instance is left to work on: fix what is left out, " +
      "see above",
  );
});
