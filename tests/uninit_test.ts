/**
 * Taking -e init back, after it was done by the stock tool or by ours. Runs the
 * compiled program in throwaway worlds.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";
import { withoutPiped } from "./world/without_postfix.ts";

/** What the settings and the bytes of main.cf are compared with afterwards. */
const SETUP = "postconf -n > $WORLD/settings; cp $main $WORLD/main.cf";

/** Nothing is printed when both are as before. */
const COMPARE = "postconf -n | diff $WORLD/settings - && " +
  "cmp $WORLD/main.cf /etc/postfix/main.cf";

const LIVES: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ["ours", ["postmulti -e init"]],
  ["stock", ["/run/stock-postmulti -e init"]],
  ["stock and then ours", [
    "/run/stock-postmulti -e init",
    "postmulti -e init",
  ]],
  ["a life with instances of ours", [
    "postmulti -e init",
    "postmulti -e create -I postfix-a && postmulti -e create -I postfix-b",
    "postmulti -e destroy -i a && postmulti -e deport -i b",
    "postmulti -e import -I postfix-b && postmulti -e destroy -i b",
  ]],
  ["a life with instances of the stock tool", [
    "/run/stock-postmulti -e init",
    "/run/stock-postmulti -e create -I postfix-a",
    "/run/stock-postmulti -e destroy -i a",
  ]],
];

for (const [name, lines] of LIVES) {
  Deno.test(`--uninit leaves no trace of -e init: ${name}`, async () => {
    const { steps } = await runInWorld("ours", {
      setup: SETUP,
      steps: [...lines, "postmulti --uninit", COMPARE, "postmulti -l"],
    });
    assertEquals(
      steps.map(({ status, stderr }) => [status, withoutPiped(stderr)]),
      steps.map(() => [0, ""]),
    );
    const said = steps.slice(-3).map(({ stdout }) => stdout);
    const primary = `${"-".padEnd(15)} ${
      "-".padEnd(15)
    } y         /etc/postfix`;
    assertEquals(said, ["", "", `${primary}\n`]);
  });
}

Deno.test("--uninit changes nothing a second time, and says nothing to the log", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `${SETUP}\npostmulti -e init; postmulti --uninit`,
    steps: [
      "stat -c %i /etc/postfix/main.cf > $WORLD/stat",
      "postmulti --uninit",
      "stat -c %i /etc/postfix/main.cf | diff $WORLD/stat -",
      // Nobody waits for the mail log.
      "sleep 2; grep -c 'multi-instance support removed' /var/log/postfix.log",
    ],
  });
  assertEquals(steps.map(({ stdout }) => stdout), ["", "", "", "1\n"]);
  assertEquals(steps[1]?.status, 0);
});

Deno.test("--uninit refuses while instances are listed, and names them", async () => {
  const { steps, before, after } = await runInWorld("ours", {
    setup: "three; rm /etc/postfix-out/main.cf",
    steps: ["postmulti --uninit", "postmulti --uninit --dry-run"],
  });
  for (const step of steps) assertRefusal(step);
  assertEquals(after.configs, before.configs);
});

function assertRefusal({ status, stdout, stderr }: StepResult): void {
  assertEquals([status, stdout], [1, ""]);
  assertMatch(
    stderr,
    /^postmulti: fatal: there are instances still: postfix-in \(\/etc\/postfix-in\), \/etc\/postfix-out, postfix-msa \(\/etc\/postfix-msa\): take each off .*\n$/,
  );
}

Deno.test("--uninit shows what it would do with --dry-run, and needs root for more", async () => {
  const { steps, before, after } = await runInWorld("ours", {
    setup: "initialized",
    steps: [
      "postmulti --uninit --dry-run",
      "setpriv --reuid=nobody --clear-groups postmulti --uninit",
    ],
  });
  assertEquals(
    steps.map(({ status, stdout, stderr }) => [status, stdout + stderr]),
    [
      [
        0,
        "in /etc/postfix/main.cf remove multi_instance_wrapper, " +
        "remove multi_instance_enable\n",
      ],
      [
        1,
        "postmulti: fatal: --uninit changes the mail system: run it as root\n",
      ],
    ],
  );
  assertEquals(after.configs, before.configs);
});

Deno.test("--uninit takes the plugins along as -e init does", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `initialized
mkdir /etc/postfix/postmulti.d
cat > /etc/postfix/postmulti.d/10-veto.sh <<'PLUGIN'
#!/bin/sh
# @postmulti-plugin 1 on=pre:uninit,post:@edit
echo "$1:$2"
[ "$1" = post ]
PLUGIN
chmod 755 /etc/postfix/postmulti.d/10-veto.sh`,
    steps: [
      "postmulti --uninit",
      "postconf -h multi_instance_enable",
      "postmulti --no-plugins --uninit",
      "postconf -h multi_instance_enable",
    ],
  });
  const [vetoed, enabled, done, gone] = steps;
  assertEquals(vetoed?.status, 1);
  assertMatch(vetoed?.stderr ?? "", /fatal: --uninit of instance .* vetoed/);
  assertEquals([enabled?.stdout, gone?.stdout], ["yes\n", "no\n"]);
  assertEquals([done?.status, done?.stderr], [0, ""]);
});
