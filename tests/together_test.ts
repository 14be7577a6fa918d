/**
 * This program and the stock tool on one host: what one has made, the other
 * manages, and each takes over from the other by -e init.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { postfixPreparesJails } from "./world/jails.ts";
import { runInWorld, testSetting } from "./world/run_in_world.ts";
import { withoutPiped } from "./world/without_postfix.ts";

/** Two tools under other names than their own, as `maker` and `manager`. */
type Tools = readonly [maker: string, manager: string];

const OURS = "/usr/local/sbin/postmulti-of-ours";
const STOCK = "/usr/sbin/postmulti";

const MASTERS = "ps -C master -o pid= | wc -l";
const PLACES = "find /etc /var/spool /var/lib -maxdepth 1 -name 'postfix-*'";
const WRAPPER = "postconf -h multi_instance_wrapper";

function installed([maker, manager]: Tools): string {
  return `
install -m 755 ${testSetting("POSTMULTI")} ${OURS}
for tool in maker=${maker} manager=${manager}; do
    printf '#!/bin/sh\\nexec %s "$@"\\n' "\${tool#*=}" > /usr/local/sbin/\${tool%%=*}
    chmod 755 /usr/local/sbin/\${tool%%=*}
done
`;
}

/** Where a start makes a jail, the stock tool's destroy leaves it, and its queue directory. */
function withoutRest(name: string): string {
  return postfixPreparesJails ? ` && rm -rf /var/spool/${name}` : "";
}

/** What either has to do, and what it says if it says anything. */
const LIFE: readonly { readonly run: string; readonly stdout?: string }[] = [
  { run: "maker -e init" },
  { run: "maker -e create -I postfix-a -G mta" },
  { run: "maker -e create -I postfix-b" },
  { run: "maker -l > $WORLD/list; manager -l | diff - $WORLD/list" },
  { run: "manager -e enable -i postfix-a" },
  { run: "manager -e assign -i postfix-b -I postfix-c -G other" },
  {
    run: "maker -l -g other",
    stdout: "postfix-c       other           n         /etc/postfix-b\n",
  },
  { run: "manager -e create -I postfix-d -i postfix-c" },
  {
    run: "maker -x sh -c 'echo $multi_instance_name $multi_instance_enable'",
    stdout: "yes\npostfix-a yes\npostfix-d no\npostfix-c no\n",
  },
  { run: "manager -p start" },
  { run: "maker -i postfix-a -p status" },
  { run: MASTERS, stdout: "2\n" },
  { run: "maker -i postfix-a -p stop" },
  { run: MASTERS, stdout: "1\n" },
  { run: "maker -i postfix-a -p start; manager -p reload" },
  { run: MASTERS, stdout: "2\n" },
  { run: "manager -p stop" },
  { run: MASTERS, stdout: "0\n" },
  { run: "manager -e deport -i postfix-c" },
  { run: "maker -e import -G again config_directory=/etc/postfix-b" },
  { run: `manager -e destroy -i postfix-d${withoutRest("postfix-d")}` },
  { run: `maker -e destroy -i postfix-c${withoutRest("postfix-b")}` },
  { run: "manager -e disable -i postfix-a; manager -e deport -i postfix-a" },
  {
    run: "manager -l; maker -l",
    stdout: "-               -               y         /etc/postfix\n".repeat(
      2,
    ),
  },
  {
    run: PLACES,
    stdout: "/etc/postfix-a\n/var/spool/postfix-a\n/var/lib/postfix-a\n",
  },
  // The stock tool leaves part of an instance that has been started.
  { run: `${OURS} -e import -I postfix-a` },
  { run: `${OURS} -e destroy -i postfix-a` },
  { run: PLACES },
];

for (const tools of [[STOCK, OURS], [OURS, STOCK]] as const) {
  const [maker, manager] = tools;
  const who = maker === OURS ? "ours" : "the stock tool";
  Deno.test(`instances made by ${who} are managed by the other`, async () => {
    const { steps } = await runInWorld("stock", {
      setup: installed(tools),
      steps: LIFE.map(({ run }) => run),
    });
    assertEquals(
      steps.map(({ run, status, stdout, stderr }) => ({
        run,
        status,
        stdout: withoutPiped(stdout),
        stderr: withoutPiped(stderr),
      })),
      LIFE.map(({ run, stdout = "" }) => ({
        run,
        status: 0,
        stdout,
        stderr: "",
      })),
      manager,
    );
  });
}

/** A set-up of the stock tool, with instances that run. */
const STOCK_SET_UP = `
postmulti -e init
postmulti -e create -I postfix-a
postmulti -e enable -i postfix-a
postconf -e inet_interfaces=loopback-only
cp $main $WORLD/main.cf
`;

Deno.test("-e init takes over from the stock tool and gives back while instances run", async (t) => {
  const { steps } = await runInWorld("stock", {
    setup: installed([STOCK, OURS]) + STOCK_SET_UP,
    steps: [
      "postfix start",
      `${OURS} -e init`,
      `${WRAPPER}; ${MASTERS}`,
      "postfix status && postfix stop && postfix start",
      `diff $WORLD/main.cf /etc/postfix/main.cf; ${MASTERS}`,
      `${STOCK} -e init && rm ${OURS}`,
      `cmp $WORLD/main.cf /etc/postfix/main.cf; ${MASTERS}`,
      "postfix status && postfix stop",
      `${WRAPPER}; ${MASTERS}`,
    ],
  });
  for (const { run, stderr } of steps) {
    assertEquals(withoutPiped(stderr), "", run);
  }
  const [start, init, taken, restart, changed, back, given, stop, left] = steps;
  await t.step("our -e init over a stock set-up", () => {
    assertEquals([start?.status, init?.status], [0, 0]);
    assertEquals(taken?.stdout, `${OURS} -p --\n2\n`);
    assertEquals(restart?.status, 0);
    assertMatch(
      changed?.stdout ?? "",
      /^\d+c\d+\n< multi_instance_wrapper .*\n---\n> multi_instance_wrapper .*\n2\n$/,
    );
  });
  await t.step("the stock tool's -e init after it", () => {
    assertEquals(back?.status, 0);
    assertEquals(given?.stdout, "2\n", "main.cf is the one from before");
    assertEquals(stop?.status, 0);
    assertEquals(left?.stdout, "${command_directory}/postmulti -p --\n0\n");
  });
});
