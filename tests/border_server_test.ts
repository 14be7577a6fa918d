/**
 * The border mail server of MULTI_INSTANCE_README, made by the compiled program
 * and following the manual, with mail from outside through a real filter.
 *
 * The tests share the world that this file has for itself, and build on each other.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Account, drawAccount } from "./border/account.ts";
import {
  keepConnections,
  loseFilter,
  reloadInstances,
  restartFilter,
  restartOutput,
} from "./border/maintenance.ts";
import {
  deliverAll,
  filterPid,
  INSTANCES,
  pidsOf,
  readHub,
  readLog,
  run,
  until,
} from "./border/mail_system.ts";
import type { Origin } from "./border/message.ts";
import { startTraffic, type Traffic } from "./border/traffic.ts";
import { runCommand } from "./world/run_command.ts";
import { testSetting } from "./world/run_in_world.ts";

const MISSING = (await runCommand("sh", [
  "-c",
  "for i in make proxsmtpd; do command -v $i > /dev/null || echo $i; done",
])).stdout.trim().split("\n").filter((name) => name !== "").join(" and ");

const MX = "203.0.113.25";
const LEAST = 200;

/** All messages of these tests. */
const sent = new Map<string, Origin>();

function test(name: string, work: () => Promise<void>): void {
  const ignore = MISSING !== "";
  Deno.test(ignore ? `${name}: ${MISSING} missing` : name, { ignore }, work);
}

test("the walk-through of the manual builds the mail server, and starts it", async () => {
  const program = testSetting("POSTMULTI");
  await run(`: \${WORLD:?}; mount --bind ${program} /usr/sbin/postmulti`);
  const { stdout } = await run(
    `${testSetting("PROJECT")}/scripts/demo_border.sh`,
  );
  assertMatch(stdout, /^- +- +y +\/etc\/postfix$/m);
  assertMatch(stdout, /^postfix-out +mta +y +\/etc\/postfix-out$/m);
  assertMatch(stdout, /^postfix-in +mta +y +\/etc\/postfix-in$/m);
  const { stdout: ports } = await run(
    "ss -4 -ltnH | awk '{ print $4 }' | sort",
  );
  assertEquals(ports, "0.0.0.0:25\n127.0.0.1:10025\n127.0.0.1:10026\n");
});

test("--map draws the way that mail takes through the filter", async () => {
  const { stdout } = await run("postmulti --map");
  const way = "  outside --> postfix-in *:25 --> filter 127.0.0.1:10025 ~~> " +
    "postfix-out 127.0.0.1:10026 --> [mailhub.example.com]";
  assert(stdout.split("\n").includes(way), stdout);
});

test("--doctor finds nothing in it", async () => {
  const { stdout } = await run("postmulti --doctor");
  assertEquals(stdout, "no problems found in 3 instances\n");
});

test("the null client sends the mail of root as the manual says", async () => {
  await deliverAll("postfix");
  const hub = await run("cat $WORLD/hub/*");
  assertMatch(hub.stdout, /^From: mtaadmin\+root=mta1@example\.com$/m);
  assertMatch(hub.stdout, /^To: mtaadmin\+root=mta1@example\.com$/m);
  assertMatch(hub.stdout, /^X-Rcpt-Args: <mtaadmin@example\.com>/m);
});

test("every message arrives once, filtered if it came from outside, while instances are reloaded, the filter is restarted and the output instance is stopped and started", async () => {
  await keepConnections();
  const traffic = startTraffic(MX, 1);
  await traffic.more(20);
  await reloadInstances(traffic);
  await restartFilter(traffic);
  await restartOutput(traffic);
  await reloadInstances(traffic);
  await restartFilter(traffic);
  const count = (): number => idsOf(traffic.sent, "outside").length;
  await until("enough mail", () => Promise.resolve(count() >= LEAST));
  const account = await settle(traffic);
  assertEquals(traffic.doubts, []);
  assertEquals(Object.values(account).flat(), [], JSON.stringify(account));
  tell("delivered once", traffic);
  assert(count() >= LEAST);
});

test("the way through the filter keeps 8BITMIME, DSN and XFORWARD", async () => {
  const outside = idsOf(sent, "outside");
  assert(outside.length >= LEAST, `${outside.length}`);
  const hub = (await readHub()).filter(({ id }) => outside.includes(id));
  for (const { id, parameters } of hub) {
    for (
      const word of [
        "BODY=8BITMIME",
        "RET=HDRS",
        `ENVID=${id}`,
        "NOTIFY=FAILURE",
        `ORCPT=rfc822;${id}@example.com`,
      ]
    ) {
      assert(parameters.includes(word), `${id}: no ${word}: ${parameters}`);
    }
  }
  const clients = (await readLog("postfix-out")).matchAll(
    /orig_queue_id=(\w+), orig_client=client\.example\.net\[203\.0\.113\.7\]/g,
  );
  const seen = new Set([...clients].map(([, queueId]) => queueId));
  assert(seen.size >= outside.length, `${seen.size} of ${outside.length}`);
});

test("a filter that is killed takes no message with it, and its plugin starts it again", async () => {
  const traffic = startTraffic(MX, 10_001);
  await traffic.more(20);
  await loseFilter(traffic);
  const { repeated, ...account } = await settle(traffic);
  assertEquals(Object.values(account).flat(), [], JSON.stringify(account));
  // The filter may have passed on what it could not tell the input instance of.
  tell(`delivered, ${repeated.length} of them twice`, traffic);
  assertEquals(repeated.filter((id) => !traffic.sent.has(id)), []);
});

test("postfix stop ends all instances and the filter", async () => {
  await run("postfix stop");
  assertEquals(await filterPid(), "");
  assertEquals(await pidsOf("master"), "");
  const { stdout } = await run("ss -ltnH");
  assertEquals(stdout, "");
});

test("the logs complain of nothing but the filter that was killed", async () => {
  const logs = await Promise.all(INSTANCES.map(readLog));
  const complaints = logs.join("\n")
    .match(/^.*(error|fatal|panic|postmulti\[\d+\]: warning): .*$/mg);
  assertEquals(complaints?.length, 1, complaints?.join("\n"));
  assertMatch(complaints?.[0] ?? "", /accepts no connections/);
});

/** Ends the traffic; the account of all messages when all instances are empty. */
async function settle(traffic: Traffic): Promise<Account> {
  await traffic.end();
  for (const name of ["postfix-in", "postfix-out", "postfix"] as const) {
    await deliverAll(name);
  }
  for (const [id, origin] of traffic.sent) sent.set(id, origin);
  return drawAccount(sent, await readHub());
}

function idsOf(
  messages: ReadonlyMap<string, Origin>,
  origin: Origin,
): readonly string[] {
  return [...messages].flatMap(([id, from]) => from === origin ? [id] : []);
}

function tell(what: string, traffic: Traffic): void {
  const outside = idsOf(traffic.sent, "outside").length;
  console.log(
    `border: ${outside} messages from outside and ` +
      `${traffic.sent.size - outside} from here, ` +
      `${what}; ${traffic.refusals()} attempts were put off`,
  );
}
