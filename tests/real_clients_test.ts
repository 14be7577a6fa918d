/**
 * The programs that call postmulti on a real system, with ours as the only
 * postmulti and as multi_instance_wrapper: postfix(1), the distribution's start
 * script and its chroot script, and awk.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { runInWorld, type WorldResult } from "./world/run_in_world.ts";

/** A command line of a client and what must come of it. */
interface Expected {
  readonly run: string;
  /** Default: 0. */
  readonly status?: number;
  readonly stdout?: string | RegExp;
  readonly stderr?: RegExp;
}

/**
 * Since Debian 13, the start script has postmulti -x call it again for each instance,
 * and only a start may run configure-instance.sh.
 */
const callsPostmulti = (await Deno.readTextFile("/etc/init.d/postfix"))
  .includes("internal-instance");

/** How many master(8) processes of this world run. */
const MASTERS = "ps -C master -o pid= | wc -l";

async function play(
  setup: string,
  steps: readonly Expected[],
): Promise<WorldResult> {
  const runs = steps.map((step) => step.run);
  const result = await runInWorld("ours", { setup, steps: runs });
  for (const [number, expected] of steps.entries()) {
    const { run, status, stdout, stderr } = result.steps[number] ??
      { run: "", status: -1, stdout: "", stderr: "" };
    const context = `$ ${run}\n${stdout}${stderr}=> ${status}`;
    assertEquals(status, expected.status ?? 0, context);
    if (typeof expected.stdout === "string") {
      assertEquals(stdout, expected.stdout, context);
    } else if (expected.stdout !== undefined) {
      assertMatch(stdout, expected.stdout, context);
    }
    if (expected.stderr !== undefined) {
      assertMatch(stderr, expected.stderr, context);
    }
  }
  return result;
}

Deno.test("postmulti replaces the stock tool in these tests", async () => {
  await play("", [
    { run: "command -v postmulti", stdout: "/usr/sbin/postmulti\n" },
    { run: "postmulti --version" },
  ]);
});

Deno.test("/etc/init.d/postfix starts, reports and stops every enabled instance", async () => {
  const running = callsPostmulti ? {} : { stdout: /postfix is running/ };
  const stopped = callsPostmulti
    ? { status: 1, stderr: /is not running/ }
    : { status: 3, stdout: /not running/ };
  const inPart = callsPostmulti
    ? { status: 1, stderr: /is not running/ }
    : { stdout: /some postfix instances are/ };
  await play("three", [
    { run: "/etc/init.d/postfix status", ...stopped },
    { run: "/etc/init.d/postfix start" },
    { run: "/etc/init.d/postfix status", ...running },
    { run: MASTERS, stdout: "3\n" },
    { run: "postfix -c /etc/postfix-in stop" },
    { run: "/etc/init.d/postfix status", ...inPart },
    { run: "/etc/init.d/postfix start" },
    { run: "/etc/init.d/postfix status", ...running },
    { run: "/etc/init.d/postfix reload" },
    { run: "/etc/init.d/postfix stop" },
    { run: MASTERS, stdout: "0\n" },
    { run: "/etc/init.d/postfix status", ...stopped },
  ]);
});

Deno.test("configure-instance.sh prepares the chroot of an instance", async () => {
  const script = "/usr/lib/postfix/configure-instance.sh";
  const { after } = await play(
    "three",
    callsPostmulti
      ? [
        { run: `${script} -`, status: 1, stderr: /internal script/ },
        { run: "postfix -c /etc/postfix-out start" },
        { run: "postfix -c /etc/postfix-out stop" },
      ]
      : [
        { run: `${script} postfix-out`, stdout: "" },
        { run: `${script} -`, stdout: "" },
      ],
  );
  const holds = (queue: string): boolean =>
    after.entries.has(`/var/spool/${queue}/etc/services`);
  assertEquals(holds("postfix-out"), true);
  assertEquals(callsPostmulti || holds("postfix"), true);
  assertEquals(holds("postfix-in"), false);
});

Deno.test("postfix(1) calls its wrapper for every instance", async () => {
  await play("three", [
    { run: "postfix check" },
    { run: "postfix status", status: 1 },
    { run: "postfix start" },
    { run: MASTERS, stdout: "3\n" },
    { run: "postfix status", status: 1 },
    { run: "postmulti -e enable -i out" },
    { run: "postfix -c /etc/postfix-out start" },
    { run: "postfix status" },
    { run: "postfix reload" },
    { run: "postfix stop" },
    { run: MASTERS, stdout: "0\n" },
  ]);
});

Deno.test("postfix(1) drives instances that postmulti has made itself", async () => {
  await play("", [
    { run: "postmulti -e init" },
    { run: "postmulti -I postfix-out -G mta -e create" },
    { run: "postmulti -I postfix-in -G mta -e create" },
    { run: "postmulti -i postfix-out -e enable" },
    { run: "postmulti -i postfix-in -e enable" },
    { run: "postfix start" },
    { run: MASTERS, stdout: "3\n" },
    { run: "postfix status" },
    { run: "postmulti -x -g mta postqueue -p", stdout: /(.*empty\n){2}/ },
    {
      run:
        "printf 'Subject: x\\n\\nx\\n' | postmulti -x -i - sendmail root && " +
        "sleep 1 && grep -c 'postfix/qmgr.*from=' /var/log/postfix.log",
      stdout: /^[1-9]/,
    },
    {
      // In a mailbox of this world, where no other mail is.
      run: "for try in $(seq 50); do [ -s /var/mail/root ] && break; " +
        "sleep 0.1; done; grep -c '^From ' /var/mail/root",
      stdout: "1\n",
    },
    {
      run: "echo x | postmulti -x -i out sendmail root",
      status: 1,
      stderr: /not allowed to submit mail/,
    },
    { run: "postfix stop" },
    { run: MASTERS, stdout: "0\n" },
  ]);
});

Deno.test("postfix(1) sees the exit status of its wrapper", async () => {
  await play("three; echo nonsense >> /etc/postfix-in/master.cf", [
    { run: "postfix start", status: 1 },
    { run: MASTERS, stdout: "2\n" },
    { run: "postfix status", status: 1 },
    { run: "postfix stop", status: 1 },
    { run: "postfix no-such-command", status: 1 },
  ]);
});

Deno.test("awk reads the names out of postmulti -l", async () => {
  await play("three", [
    {
      run: "postmulti -l | awk '{print $1}'",
      stdout: "-\npostfix-in\npostfix-out\npostfix-msa\n",
    },
    {
      run: "postmulti -l -a | awk '($3==\"y\") { print $1}'",
      stdout: "-\npostfix-in\npostfix-msa\n",
    },
  ]);
});

Deno.test("the mail log gets every life-cycle change and failure", async () => {
  await play("three", [
    { run: "postfix start" },
    { run: "postmulti -e assign -i out -G other" },
    { run: "postmulti -e enable -i none", status: 1 },
    { run: "sleep 1; postfix stop" },
    {
      run: "grep 'postfix/postmulti\\[' /var/log/postfix.log",
      stdout: /(?=[^]*postfix-out)(?=[^]*none)/,
    },
  ]);
});
