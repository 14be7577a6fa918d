/**
 * The Ansible collection, over ssh, against a fleet of hosts with a Postfix each.
 *
 * The tests share the world that this file has for itself, and build on each other.
 *
 * @module
 */

import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { doneIn } from "./apply/border_document.ts";
import { run, until } from "./border/mail_system.ts";
import {
  ENVIRONMENT,
  installCollection,
  type PlaybookRun,
  playBorder,
} from "./fleet/ansible.ts";
import {
  assertMailFlows,
  assertWhole,
  fates,
  filesOf,
} from "./fleet/checks.ts";
import {
  type Host,
  isListening,
  makeNetwork,
  onHost,
  startHosts,
} from "./fleet/hosts.ts";
import { runCommand } from "./world/run_command.ts";

const MISSING = (await runCommand("sh", [
  "-c",
  "for i in ansible-playbook sshd ssh-keygen python3; do command -v $i > /dev/null || echo $i; done",
])).stdout.trim().split("\n").filter((name) => name !== "").join(" and ");

const COUNT = 4;
const ALL = "1: %, 2: %, 3: %, 4: %";
/** Another host, to be alone. */
const ALONE = COUNT + 1;
const ONLY_ALONE = ["--limit", `mx${ALONE}.example.com`];
const FLEET = ["--limit", `border:!mx${ALONE}.example.com`];

const hosts: Host[] = [];
const seconds: [string, PlaybookRun][] = [];

function test(name: string, work: () => Promise<void>): void {
  const ignore = MISSING !== "";
  Deno.test(ignore ? `${name}: ${MISSING} missing` : name, { ignore }, work);
}

/** A change of one setting of all instances. */
function timeout(value: number): Readonly<Record<string, unknown>> {
  return { border_settings: { smtpd_timeout: `${value}s` } };
}

/** A change that needs more room than a full disk has. */
const MANY_ROUTES = {
  more_routes: Object.fromEntries(
    Array.from(
      { length: 1000 },
      (_, index) => [`domain${index}.example.org`, "[203.0.113.1]:25"],
    ),
  ),
};

function host(number: number): Host {
  const found = hosts[number - 1];
  assert(found !== undefined);
  return found;
}

async function timed(
  what: string,
  args: readonly string[],
  variables = {},
): Promise<PlaybookRun> {
  const result = await playBorder(args, variables);
  seconds.push([what, result]);
  return result;
}

test("the collection can be built, installed and read about", async () => {
  await makeNetwork();
  hosts.push(...await startHosts(1, ALONE));
  await installCollection(hosts);
  const { status, stdout } = await runCommand("ansible-doc", [
    "postmulti.postmulti.apply",
  ], { env: ENVIRONMENT });
  assertEquals(status, 0);
  for (const word of ["= instances", "EXAMPLES:", "RETURN VALUES:"]) {
    assertStringIncludes(stdout, word);
  }
});

test("the module says that the distribution's command is not the program", async () => {
  const early = await playBorder([...ONLY_ALONE, "--check"]);
  assertEquals(fates(early), `${ALONE}: failed`);
  assertMatch(
    early.results.get(String(ALONE))?.msg ?? "",
    /^\/usr\/sbin\/postmulti knows no --apply: install postmulti/,
  );
});

test("one host alone becomes a border mail server", async () => {
  const first = await timed("1 host, first run", ONLY_ALONE);
  assertEquals(fates(first), `${ALONE}: changed`, first.output);
  const second = await timed("1 host, no change", ONLY_ALONE);
  assertEquals(fates(second), `${ALONE}: same`, second.output);
  const change = await timed("1 host, one change", ONLY_ALONE, timeout(200));
  assertEquals(fates(change), `${ALONE}: changed`, change.output);
  await assertWhole(hosts.slice(COUNT));
  hosts.pop();
});

test("four hosts become border mail servers, and are left alone after that", async () => {
  const first = await timed("4 hosts, first run", FLEET);
  assertEquals(fates(first), ALL.replaceAll("%", "changed"), first.output);
  for (const [, result] of first.results) {
    assertEquals(doneIn(result), [
      "-: init configure start",
      "postfix-out: create enable start",
      "postfix-in: create enable start",
    ]);
  }
  await assertWhole(hosts);
  const before = await filesOf(hosts);
  const second = await timed("4 hosts, no change", FLEET);
  assertEquals(fates(second), ALL.replaceAll("%", "same"), second.output);
  assertEquals(await filesOf(hosts), before);
});

test("check mode with diff shows a change and makes none, and then it is made", async () => {
  const before = await filesOf(hosts);
  const args = [...FLEET, "--check", "--diff"];
  const check = await playBorder(args, timeout(200));
  assertEquals(fates(check), ALL.replaceAll("%", "changed"), check.output);
  const shown = check.output.match(
    /^--- \/etc\/postfix-in\/main.cf\n\+\+\+ .*\n@@ .*\n(.*\n)*?\+smtpd_timeout = 200s$/mg,
  );
  assertEquals(shown?.length, COUNT, check.output);
  assertEquals(await filesOf(hosts), before);
  const made = await timed("4 hosts, one change", FLEET, timeout(200));
  assertEquals(fates(made), ALL.replaceAll("%", "changed"), made.output);
  assert(!made.output.includes("+++"));
  assertEquals(doneIn(made.results.get("4") ?? { instances: [] }), [
    "-: configure reload",
    "postfix-out: configure stop start",
    "postfix-in: configure reload",
  ]);
  for (const one of hosts) {
    const { stdout } = await onHost(
      one,
      "postmulti -x postconf -h smtpd_timeout",
    );
    assertEquals(stdout, "200s\n200s\n200s\n");
  }
});

test("a rolling change goes through the fleet two hosts at a time", async () => {
  const rolling = await playBorder(
    [...FLEET, "-e", "border_serial=2"],
    timeout(210),
  );
  assertEquals(fates(rolling), ALL.replaceAll("%", "changed"), rolling.output);
  const batches = rolling.output.split(/^PLAY \[.*$/m).slice(1).map((batch) =>
    [...batch.matchAll(/^changed: \[mx(\d)/mg)].map(([, number]) => number)
      .sort().join("")
  );
  assertEquals(batches, ["12", "34"]);
});

test("a rolling change ends at a host with a damaged instance", async () => {
  await onHost(host(1), "mv /etc/postfix-in/main.cf /root/main.cf");
  const others = hosts.slice(1);
  const before = await filesOf(others);
  const stopped = await playBorder(
    [...FLEET, "-e", "border_serial=1"],
    timeout(220),
  );
  assertEquals(fates(stopped), "1: failed", stopped.output);
  assertMatch(stopped.results.get("1")?.msg ?? "", /\/etc\/postfix-in/);
  assertEquals(await filesOf(others), before);
});

test("a damaged host, one that is away and one with a full disk hold up no other", async () => {
  await run(`ip link set ${host(2).cable} down`);
  const filled = await onHost(
    host(3),
    `size=$(df --output=used -k /run | tail -n 1)
mount -o remount,size=$((size + 16))k /run && df -k /run`,
  );
  assertEquals(filled.status, 0, filled.stderr);
  const full = await playBorder(FLEET, { ...timeout(220), ...MANY_ROUTES });
  assertEquals(
    fates(full),
    "1: failed, 2: unreachable, 3: failed, 4: changed",
    full.output,
  );
  assertMatch(full.results.get("3")?.msg ?? "", /[Nn]o space left/);
  await assertWhole([2, 3, 4].map(host));
});

test("when they are well again, the same run completes what is missing", async () => {
  await onHost(host(1), "mv /root/main.cf /etc/postfix-in/main.cf");
  await run(`ip link set ${host(2).cable} up`);
  await onHost(host(3), "mount -o remount,size=50% /run");
  await until("mx2 is back", () => isListening(host(2).address));
  const variables = { ...timeout(220), ...MANY_ROUTES };
  const again = await playBorder(FLEET, variables);
  assertEquals(
    fates(again),
    "1: changed, 2: changed, 3: changed, 4: same",
    again.output,
  );
  const last = await playBorder(FLEET, variables);
  assertEquals(fates(last), ALL.replaceAll("%", "same"), last.output);
  await assertWhole(hosts);
});

test("mail flows from each host to the next and on to the hub", async () => {
  await assertMailFlows(hosts);
});

test("the times can be read", () => {
  for (const [what, { elapsedMs }] of seconds) {
    console.log(`fleet: ${what}: ${(elapsedMs / 1000).toFixed(1)} s`);
  }
  assertEquals(seconds.length, 6);
  return Promise.resolve();
});
